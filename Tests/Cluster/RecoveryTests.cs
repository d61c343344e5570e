using OrleansAiJobs.Grains.Interfaces.Jobs;
using OrleansAiJobs.Tests.ScriptedAi;

namespace OrleansAiJobs.Tests.Cluster;

/// <summary>A silo stops in the middle, and another one takes its place.</summary>
public sealed class RecoveryTests
{
    private const string TraceParent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    [Fact]
    public async Task Jobs_go_on_after_their_silo_was_restarted_without_spending_an_attempt()
    {
        await using var cluster = await JobCluster.StartAsync(("Jobs:MaxConcurrentPerSilo", "1"), ("Jobs:DrainTimeout", "00:00:00.100"));
        cluster.Ai.Enqueue(AiReply.Hang());
        var running = await cluster.SubmitAsync();
        await cluster.WaitForCallAsync();
        var waiting = await cluster.SubmitAsync();

        await cluster.RestartAsync();

        Assert.Equal(JobStatus.Completed, (await cluster.WaitForEndAsync(running)).Status);
        Assert.Equal(JobStatus.Completed, (await cluster.WaitForEndAsync(waiting)).Status);
        var job = await cluster.ReadAsync(running);
        Assert.Equal([JobErrorCodes.Interrupted, null], job.Attempts.Select(attempt => attempt.Error?.Code));
        Assert.Equal(1, (await cluster.ReadAsync(waiting)).Attempt);
    }

    [Fact]
    public async Task A_job_whose_recovery_seemed_to_fail_but_did_not_goes_on_within_seconds()
    {
        // Version 3 is what the stopping silo makes of the running job, and what the next one takes up.
        await using var cluster = await JobCluster.StartAsync([3], ("Jobs:DrainTimeout", "00:00:00.100"));
        cluster.Ai.Enqueue(AiReply.Hang());
        var id = Guid.NewGuid();
        await cluster.SubmitNewAsync(id, new JobSubmission(cluster.User, "titles", """{"content":"Some text about gardens."}""") { TraceParent = TraceParent });
        await cluster.WaitForCallAsync();

        await cluster.RestartAsync();
        var restartedAt = TimeProvider.System.GetUtcNow();

        Assert.Equal(JobStatus.Completed, (await cluster.WaitForEndAsync(id)).Status);
        var again = (await cluster.ReadAsync(id)).Attempts[1].StartedAt - restartedAt;
        Assert.True(again < TimeSpan.FromSeconds(15), $"It took {again} until somebody looked at the job again.");
        // Whoever looks for the job, or for its trace, finds that it was not to be taken up at first.
        var line = Assert.Single(cluster.Lines, line => line.Text.StartsWith($"Job {id} could not be taken up", StringComparison.Ordinal));
        Assert.Equal((id, "0af7651916cd43dd8448eb211c80319c"), ((Guid?)line.Scope("JobId"), line.Scope("TraceId")));
    }

    [Fact]
    public async Task A_retry_that_was_due_while_the_silo_was_away_is_made_up_for()
    {
        await using var cluster = await JobCluster.StartAsync(("Jobs:RetryBaseDelay", "00:00:02"));
        cluster.Ai.Enqueue(AiReply.Error(500));
        var id = await cluster.SubmitAsync();
        await cluster.WaitAsync(id, job => job.NextAttemptAt is not null);

        await cluster.RestartAsync();

        var job = await cluster.WaitForEndAsync(id);
        Assert.Equal((JobStatus.Completed, 2), (job.Status, job.Attempt));
    }
}
