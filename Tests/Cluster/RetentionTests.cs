using Microsoft.Extensions.DependencyInjection;
using OrleansAiJobs.Grains.Interfaces.Jobs;
using OrleansAiJobs.Grains.Jobs;
using OrleansAiJobs.Grains.Recovery;
using OrleansAiJobs.Grains.Storage;

namespace OrleansAiJobs.Tests.Cluster;

/// <summary>What retention has outlived goes.</summary>
public sealed class RetentionTests
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(50);

    [Fact]
    public async Task Outlived_jobs_go_without_waking_the_grain_of_their_user()
    {
        await using var cluster = await JobCluster.StartAsync(("Jobs:Retention", "00:00:01"));
        var id = await cluster.SubmitAsync();
        await cluster.WaitForEndAsync(id);
        await cluster.RestartAsync();

        await SweepUntilGoneAsync(cluster, id);

        // Once at the submit, before the restart: or the grains of everybody who ever had an old job would be built up at once.
        Assert.Equal(1, cluster.StoreCalls.Of(nameof(IAiJobStore.ReadWindowAsync)));
    }

    [Fact]
    public async Task Whoever_watches_is_told_that_an_outlived_job_is_gone()
    {
        await using var cluster = await JobCluster.StartAsync(("Jobs:Retention", "00:00:01"));
        var id = await cluster.SubmitAsync();
        await cluster.WaitForEndAsync(id);
        var told = cluster.WaitForRemovalAsync(id);

        await SweepUntilGoneAsync(cluster, id);

        await told;
    }

    [Fact]
    public async Task A_job_that_nobody_holds_is_taken_up_while_there_is_no_end_of_outlived_ones()
    {
        await using var cluster = await JobCluster.StartAsync(EndlessBacklog.In);
        await DeletingAsync(cluster);
        var id = await AbandonJobAsync(cluster);

        await cluster.Client.GetGrain<ISweeperGrain>(0).RequestAsync();

        Assert.Equal(JobStatus.Completed, (await cluster.WaitForEndAsync(id)).Status);
    }

    private static async Task DeletingAsync(JobCluster cluster)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30), TimeProvider.System);
        while (cluster.StoreCalls.Of(nameof(IAiJobStore.DeleteFinishedBeforeAsync)) == 0)
        {
            await Task.Delay(PollInterval, TimeProvider.System, patience.Token);
        }
    }

    private static async Task<Guid> AbandonJobAsync(JobCluster cluster)
    {
        const string Input = """{"content":"Some text about gardens.","count":5}""";
        var before = TimeProvider.System.GetUtcNow() - TimeSpan.FromMinutes(10);
        var job = new AiJobState
        {
            Id = Guid.CreateVersion7(),
            UserId = cluster.User,
            Type = "titles",
            Status = JobStatus.Pending,
            Version = 1,
            Input = Input,
            InputPreview = Input,
            MaxAttempts = 3,
            CreatedAt = before,
            ChangedAt = before,
        };
        var store = cluster.Host.GetSiloServiceProvider().GetRequiredService<IAiJobStore>();
        await store.WriteAsync(job, expectedETag: null, CancellationToken.None);
        return job.Id;
    }

    private static async Task SweepUntilGoneAsync(JobCluster cluster, Guid id)
    {
        var store = cluster.Host.GetSiloServiceProvider().GetRequiredService<IAiJobStore>();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30), TimeProvider.System);
        while (await store.ReadManyAsync([id], patience.Token) is { Count: > 0 })
        {
            await cluster.Client.GetGrain<ISweeperGrain>(0).RequestAsync();
            await Task.Delay(PollInterval, TimeProvider.System, patience.Token);
        }
    }
}
