using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime.GrainDirectory;
using Orleans.TestingHost;
using OrleansAiJobs.Grains.Hosting;
using OrleansAiJobs.Grains.Interfaces.History;
using OrleansAiJobs.Grains.Interfaces.Jobs;
using OrleansAiJobs.Grains.Jobs;
using OrleansAiJobs.Grains.Storage;
using OrleansAiJobs.Tests.ScriptedAi;

namespace OrleansAiJobs.Tests.Cluster;

/// <summary>Two silos, each with a store of its own, so that only the one that runs a job knows of it; and an AI that keeps it running.</summary>
public sealed class NewJobsHereTests : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("orleans-ai-jobs-");
    private readonly Guid _user = Guid.NewGuid();
    private ScriptedAiServer _ai = null!;
    private InProcessTestCluster _cluster = null!;

    public async Task InitializeAsync()
    {
        _ai = await ScriptedAiServer.StartAsync(TimeProvider.System);
        _ai.Default = AiReply.Hang();
        var builder = new InProcessTestClusterBuilder(initialSilosCount: 2);
        builder.ConfigureHost(host => host.Configuration.AddInMemoryCollection(
        [
            new("Ai:BaseUrl", new Uri(_ai.BaseUrl, "/v1").ToString()),
            new("Jobs:DrainTimeout", "00:00:01"),
        ]));
        builder.ConfigureSilo((options, silo) =>
        {
            silo.AddEmbeddedAiJobs();
            silo.Services.PostConfigure<StorageOptions>(storage => storage.Path = Path.Combine(_folder.FullName, options.SiloName));
#pragma warning disable ORLEANSEXP003
            silo.AddDistributedGrainDirectory();
#pragma warning restore ORLEANSEXP003
            silo.Services.AddSingleton<IGrainDirectoryCache, NewJobsHere>();
        });
        builder.ConfigureClient(client => client.AddMemoryStreams(Feeds.StreamProvider));
        _cluster = builder.Build();
        await _cluster.DeployAsync();
    }

    public async Task DisposeAsync()
    {
        await _cluster.DisposeAsync();
        await _ai.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task A_job_that_comes_alone_is_where_it_was_first_asked_for()
    {
        foreach (var silo in _cluster.Silos.SelectMany(silo => Enumerable.Repeat(silo, 10)))
        {
            var id = await SubmitAsync(silo, NewJobId.Create(TimeProvider.System.GetUtcNow()));

            Assert.Equal(silo.SiloAddress, await FindAsync(id));
        }
    }

    [Fact]
    public async Task Another_silo_that_takes_it_for_its_own_too_learns_better_and_asks_there()
    {
        for (var number = 0; number < 10; number++)
        {
            var id = await SubmitAsync(_cluster.Silos[0], NewJobId.Create(TimeProvider.System.GetUtcNow()));

            var job = await Job(_cluster.Silos[1], id).GetAsync(_user, CancellationToken.None);

            Assert.Equal(id, job?.Id);
            Assert.Equal(_cluster.Silos[0].SiloAddress, await FindAsync(id));
        }
    }

    [Fact]
    public async Task Jobs_that_come_together_are_dealt_to_all_silos()
    {
        var places = new HashSet<SiloAddress>();
        for (var number = 0; number < 40; number++)
        {
            places.Add(await FindAsync(await SubmitAsync(_cluster.Silos[0], NewJobId.CreateInBatch(TimeProvider.System.GetUtcNow()))));
        }

        Assert.Equal(2, places.Count);
    }

    private async Task<Guid> SubmitAsync(InProcessSiloHandle silo, Guid id)
    {
        var answer = await Job(silo, id).SubmitAsync(new JobSubmission(_user, "titles", """{"content":"Some text about gardens."}"""), CancellationToken.None);
        Assert.Equal(SubmitStatus.Accepted, answer.Status);
        return id;
    }

    private static IAiJobGrain Job(InProcessSiloHandle silo, Guid id) => silo.ServiceProvider.GetRequiredService<IGrainFactory>().GetGrain<IAiJobGrain>(id);

    /// <summary>The directory would be asked through the very cache that is tested.</summary>
    private async Task<SiloAddress> FindAsync(Guid id)
    {
        var job = _cluster.Client.GetGrain<IAiJobGrain>(id).GetGrainId();
        var grains = await _cluster.Client.GetGrain<IManagementGrain>(0).GetDetailedGrainStatistics();
        return Assert.Single(grains, grain => grain.GrainId == job).SiloAddress;
    }
}
