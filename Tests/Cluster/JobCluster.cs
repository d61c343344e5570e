using System.Collections.Concurrent;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans.Streams;
using Orleans.TestingHost;
using OrleansAiJobs.Grains.Hosting;
using OrleansAiJobs.Grains.Interfaces.History;
using OrleansAiJobs.Grains.Interfaces.Jobs;
using OrleansAiJobs.Grains.JobTypes.Keywords;
using OrleansAiJobs.Grains.Storage;
using OrleansAiJobs.Grains.Storage.Sqlite;
using OrleansAiJobs.Tests.ScriptedAi;

namespace OrleansAiJobs.Tests.Cluster;

/// <summary>A real silo in this process with its SQLite store, and a scripted AI. The folder outlives the silo, so that it can be started again.</summary>
internal sealed class JobCluster : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(20);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("orleans-ai-jobs-");
    private readonly Dictionary<string, string?> _settings;
    private readonly Func<IAiJobStore, IAiJobStore> _decorate;
    private readonly GrainCallLog _calls = new();
    private InProcessTestCluster _cluster = null!;

    private JobCluster(ScriptedAiServer ai, Dictionary<string, string?> settings, Func<IAiJobStore, IAiJobStore> decorate)
    {
        _decorate = decorate;
        Ai = ai;
        _settings = new Dictionary<string, string?>(settings)
        {
            ["Storage:Path"] = _folder.FullName,
            ["Ai:BaseUrl"] = new Uri(ai.BaseUrl, "/v1").ToString(),
        };
    }

    public ScriptedAiServer Ai { get; }

    /// <summary>Calls of the store since the beginning.</summary>
    public StoreCallLog StoreCalls { get; } = new();

    /// <summary>Calls of grains since the beginning.</summary>
    public GrainCallLog Calls => _calls;

    /// <summary>What it has logged.</summary>
    public ConcurrentQueue<ScopedLogs.Line> Lines { get; } = new();

    public Guid User { get; } = Guid.NewGuid();

    public IClusterClient Client => _cluster.Client;

    public InProcessTestCluster Host => _cluster;

    public static Task<JobCluster> StartAsync(params (string Key, string Value)[] settings) => StartAsync(store => store, settings);

    /// <summary>With a store that commits these versions of a job and then fails to say so.</summary>
    public static Task<JobCluster> StartAsync(int[] forgotten, params (string Key, string Value)[] settings) =>
        StartAsync(store => ForgetfulStore.Around(store, forgotten), settings);

    /// <summary>With a store that is made of the real one.</summary>
    public static async Task<JobCluster> StartAsync(Func<IAiJobStore, IAiJobStore> decorate, params (string Key, string Value)[] settings)
    {
        var ai = await ScriptedAiServer.StartAsync(TimeProvider.System);
        var cluster = new JobCluster(ai, settings.ToDictionary(setting => setting.Key, setting => (string?)setting.Value), decorate);
        await cluster.StartSiloAsync();
        return cluster;
    }

    /// <summary>Stops the silo as SIGTERM would, and starts another one on the same store.</summary>
    public async Task RestartAsync()
    {
        await _cluster.DisposeAsync();
        await StartSiloAsync();
    }

    public IAiJobGrain Job(Guid id) => Client.GetGrain<IAiJobGrain>(id);

    /// <summary>As a frontend does: the same once more when it is not known whether it was stored.</summary>
    public async Task<Guid> SubmitAsync(string input = """{"content":"Some text about gardens and cities."}""", string type = "titles")
    {
        var id = Guid.CreateVersion7();
        var submission = new JobSubmission(User, type, input);
        SubmitAnswer answer;
        try
        {
            answer = await SubmitNewAsync(id, submission);
        }
        catch (StorageException)
        {
            answer = await Job(id).SubmitAsync(submission, CancellationToken.None);
        }

        Assert.Equal(SubmitStatus.Accepted, answer.Status);
        return id;
    }

    /// <summary>As if the id was just made.</summary>
    public Task<SubmitAnswer> SubmitNewAsync(Guid id, JobSubmission submission) =>
        Job(id).SubmitAsync(submission with { IdIsNew = true }, CancellationToken.None);

    public async Task<JobView> ReadAsync(Guid id) =>
        await Job(id).GetAsync(User, CancellationToken.None) ?? throw new InvalidOperationException($"There is no job {id}.");

    /// <summary>Waits until the user's feed has told that the job is as it should be.</summary>
    public async Task<JobView> WaitAsync(Guid id, Func<JobView, bool> isSo) => (await WaitForAsync(id, job => job is not null && isSo(job)))!;

    /// <summary>Waits until the user's feed has told that the job is gone.</summary>
    public Task WaitForRemovalAsync(Guid id) => WaitForAsync(id, job => job is null);

    private async Task<JobView?> WaitForAsync(Guid id, Func<JobView?, bool> isSo)
    {
        var found = new TaskCompletionSource<JobView?>(TaskCreationOptions.RunContinuationsAsynchronously);
        JobView? last = null;
        void Look(FeedChange change)
        {
            if (change.JobId == id)
            {
                last = change.Job;
                if (isSo(last))
                {
                    found.TrySetResult(last);
                }
            }
        }

        var inbox = Guid.NewGuid();
        var stream = Client.GetStreamProvider(Feeds.StreamProvider).GetStream<FeedMessage>(StreamId.Create(Feeds.StreamProvider, inbox));
        var subscription = await stream.SubscribeAsync((message, _) =>
        {
            message.Changes.ToList().ForEach(Look);
            return Task.CompletedTask;
        });
        var history = Client.GetGrain<IUserHistoryGrain>(User);
        // An unknown cursor gives the whole window, finished jobs included.
        var window = await history.FollowAsync(inbox, new FeedCursor(Guid.Empty, 0), CancellationToken.None);
        window.Changes.ToList().ForEach(Look);
        try
        {
            return await found.Task.WaitAsync(Patience, TimeProvider.System);
        }
        catch (TimeoutException e)
        {
            throw new TimeoutException($"Job {id} is {last} after {Patience}.", e);
        }
        finally
        {
            await subscription.UnsubscribeAsync();
        }
    }

    public Task<JobView> WaitForEndAsync(Guid id) => WaitAsync(id, job => job.Status.IsTerminal());

    /// <summary>Asks the job itself, for what its user's feed is not told of.</summary>
    public async Task<JobView> AskUntilAsync(Guid id, Func<JobView, bool> isSo)
    {
        var since = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var job = await ReadAsync(id);
            if (isSo(job))
            {
                return job;
            }

            if (TimeProvider.System.GetElapsedTime(since) > Patience)
            {
                throw new TimeoutException($"Job {id} is {job} after {Patience}.");
            }

            await Task.Delay(PollInterval, TimeProvider.System);
        }
    }

    public async Task<AiRequest> WaitForCallAsync(int number = 1)
    {
        using var patience = new CancellationTokenSource(Patience);
        return (await Ai.WaitForRequestsAsync(number, patience.Token))[number - 1];
    }

    public async ValueTask DisposeAsync()
    {
        await _cluster.DisposeAsync();
        await Ai.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private async Task StartSiloAsync()
    {
        var builder = new InProcessTestClusterBuilder(initialSilosCount: 1);
        builder.ConfigureHost(host =>
        {
            host.Configuration.AddInMemoryCollection(_settings);
            host.Logging.AddProvider(new ScopedLogs(Lines));
        });
        builder.ConfigureSilo((_, silo) =>
        {
            silo.AddEmbeddedAiJobs();
            silo.Services.AddJobType<KeywordsJobType>();
            silo.AddIncomingGrainCallFilter(_calls);
            silo.Services.AddSingleton<SqliteJobStore>();
            silo.Services.AddSingleton(services =>
                LoggedStore.Around(_decorate(services.GetRequiredService<SqliteJobStore>()), StoreCalls));
        });
        builder.ConfigureClient(client => client.AddMemoryStreams(Feeds.StreamProvider));
        _cluster = builder.Build();
        await _cluster.DeployAsync();
    }
}
