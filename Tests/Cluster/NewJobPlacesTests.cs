using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
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
public sealed class NewJobPlacesTests : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("orleans-ai-jobs-");
    private readonly Guid _user = Guid.NewGuid();

    // Stands still: a job stays new however slow the machine is.
    private readonly FakeTimeProvider _time = new(TimeProvider.System.GetUtcNow());
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
            silo.Services.AddSingleton<IGrainDirectoryCache>(services => ActivatorUtilities.CreateInstance<NewJobPlaces>(services, _time));
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
    public async Task A_new_job_is_where_every_silo_looks_for_it_and_silos_have_about_as_many()
    {
        var places = new List<SiloAddress>();
        for (var number = 0; number < 60; number++)
        {
            var id = await SubmitAsync(_cluster.Silos[number % 2]);
            var place = await FindAsync(id);

            Assert.All(_cluster.Silos, silo => Assert.Equal(place, LookUp(silo, id)));
            places.Add(place);
        }

        Assert.All(_cluster.Silos, silo => Assert.InRange(places.Count(place => place.Equals(silo.SiloAddress)), 12, 48));
    }

    [Fact]
    public async Task A_new_job_that_is_not_where_its_id_says_is_found_where_it_is()
    {
        for (var number = 0; number < 10; number++)
        {
            var id = NewId();
            var named = LookUp(_cluster.Silos[0], id);
            var right = _cluster.Silos.Single(silo => silo.SiloAddress.Equals(named));
            var wrong = _cluster.Silos.Single(silo => !silo.SiloAddress.Equals(named));
            Cache(wrong).AddOrUpdate(new GrainAddress { GrainId = Job(wrong, id).GetGrainId(), SiloAddress = wrong.SiloAddress }, 0);
            await SubmitAsync(wrong, id);

            var job = await Job(right, id).GetAsync(_user, CancellationToken.None);

            Assert.Equal(id, job?.Id);
            Assert.Equal(wrong.SiloAddress, await FindAsync(id));
        }
    }

    [Fact]
    public async Task A_silo_that_joins_gets_new_jobs_and_one_that_leaves_gets_none()
    {
        var third = await _cluster.StartAdditionalSiloAsync();
        await _cluster.WaitForLivenessToStabilizeAsync();
        Assert.Contains(third.SiloAddress, Enumerable.Range(0, 60).Select(_ => LookUp(_cluster.Silos[0], NewId())));

        await _cluster.StopSiloAsync(third);
        await _cluster.WaitForLivenessToStabilizeAsync();
        Assert.DoesNotContain(third.SiloAddress, Enumerable.Range(0, 60).Select(_ => LookUp(_cluster.Silos[0], NewId())));
    }

    private Guid NewId() => Guid.CreateVersion7(_time.GetUtcNow());

    private Task<Guid> SubmitAsync(InProcessSiloHandle silo) => SubmitAsync(silo, NewId());

    private async Task<Guid> SubmitAsync(InProcessSiloHandle silo, Guid id)
    {
        var answer = await Job(silo, id).SubmitAsync(new JobSubmission(_user, "titles", """{"content":"Some text about gardens."}"""), CancellationToken.None);
        Assert.Equal(SubmitStatus.Accepted, answer.Status);
        return id;
    }

    private static IAiJobGrain Job(InProcessSiloHandle silo, Guid id) => silo.ServiceProvider.GetRequiredService<IGrainFactory>().GetGrain<IAiJobGrain>(id);

    private static SiloAddress? LookUp(InProcessSiloHandle silo, Guid id) =>
        Cache(silo).LookUp(Job(silo, id).GetGrainId(), out var place, out _) ? place.SiloAddress : null;

    private static IGrainDirectoryCache Cache(InProcessSiloHandle silo) => silo.ServiceProvider.GetRequiredService<IGrainDirectoryCache>();

    /// <summary>The directory would be asked through the very cache that is tested.</summary>
    private async Task<SiloAddress> FindAsync(Guid id)
    {
        var job = _cluster.Client.GetGrain<IAiJobGrain>(id).GetGrainId();
        var grains = await _cluster.Client.GetGrain<IManagementGrain>(0).GetDetailedGrainStatistics();
        return Assert.Single(grains, grain => grain.GrainId == job).SiloAddress;
    }
}
