using Microsoft.Extensions.DependencyInjection;
using Orleans.Storage;
using OrleansAiJobs.Grains.History;
using OrleansAiJobs.Grains.Interfaces;
using OrleansAiJobs.Grains.Interfaces.History;
using OrleansAiJobs.Grains.Interfaces.Jobs;
using OrleansAiJobs.Grains.Jobs;
using OrleansAiJobs.Grains.Storage;
using OrleansAiJobs.Tests.ScriptedAi;

namespace OrleansAiJobs.Tests.Cluster;

public sealed class AiJobGrainTests
{
    private static readonly (string, string) QuickRetries = ("Jobs:RetryBaseDelay", "00:00:00.050");

    [Fact]
    public async Task A_job_runs_to_its_result()
    {
        await using var cluster = await JobCluster.StartAsync();

        var id = await cluster.SubmitAsync();
        await cluster.WaitForEndAsync(id);

        var job = await cluster.ReadAsync(id);
        Assert.Equal((JobStatus.Completed, 1, 3), (job.Status, job.Attempt, job.Version));
        Assert.NotNull(job.Result);
        Assert.Equal(1, cluster.Ai.TotalCalls);
    }

    [Fact]
    public async Task A_new_job_with_a_free_slot_costs_two_writes_and_no_read()
    {
        await using var cluster = await JobCluster.StartAsync();

        var id = await cluster.SubmitAsync();
        var job = await cluster.WaitForEndAsync(id);

        Assert.Equal(JobStatus.Completed, job.Status);
        Assert.Equal(0, cluster.StoreCalls.Of(nameof(IAiJobStore.FindAsync)));
        Assert.Equal(2, cluster.StoreCalls.Of(nameof(IAiJobStore.WriteAsync)));
    }

    [Fact]
    public async Task An_id_that_is_called_new_and_is_not_changes_nothing()
    {
        await using var cluster = await JobCluster.StartAsync();
        var id = await cluster.SubmitAsync();
        var job = await cluster.WaitForEndAsync(id);
        await cluster.RestartAsync();

        await Assert.ThrowsAsync<InconsistentStateException>(
            () => cluster.SubmitNewAsync(id, new JobSubmission(cluster.User, "titles", """{"content":"Another text."}""")));

        Assert.Equal((job.Version, job.Result), ((await cluster.ReadAsync(id)).Version, (await cluster.ReadAsync(id)).Result));
        Assert.Equal(1, cluster.Ai.TotalCalls);
    }

    [Fact]
    public async Task Whoever_asks_first_for_a_young_job_that_its_grain_has_not_read_gets_it()
    {
        await using var cluster = await JobCluster.StartAsync();
        var id = await cluster.SubmitAsync();
        await cluster.WaitForEndAsync(id);

        foreach (var ask in new Func<IAiJobGrain, Task<JobStatus?>>[]
        {
            async job => (await job.GetAsync(cluster.User, CancellationToken.None))?.Status,
            async job => (await job.GetItemAsync(cluster.User, CancellationToken.None))?.Status,
            async job => (await job.CancelAsync(cluster.User, CancellationToken.None)).Job?.Status,
            async job => (await job.RetryAsync(cluster.User, CancellationToken.None)).Job?.Status,
        })
        {
            await cluster.RestartAsync();
            Assert.Equal(JobStatus.Completed, await ask(cluster.Job(id)));
        }
    }

    [Fact]
    public async Task A_further_kind_of_job_is_the_class_of_the_page_and_one_line()
    {
        await using var cluster = await JobCluster.StartAsync();
        cluster.Ai.Enqueue(AiReply.Says("""{"keywords":["cities"]}"""), AiReply.Says("""{"keywords":["cities","gardens","water"]}"""));

        var id = await cluster.SubmitAsync("""{"content":"Gardens feed cities.","count":2}""", "keywords");
        var job = await cluster.WaitForEndAsync(id);

        // The first answer was complained about, the second has one too many.
        Assert.Equal((JobStatus.Completed, """{"keywords":["cities","gardens"]}"""), (job.Status, job.Result));
        Assert.Equal((2, 1), (cluster.Ai.TotalCalls, job.Attempt));
    }

    [Theory]
    [InlineData(2, 5)]
    [InlineData(3, 3)]
    public async Task A_write_that_seemed_to_fail_but_did_not_holds_no_job_up(int version, int last)
    {
        await using var cluster = await JobCluster.StartAsync([version]);

        var id = await cluster.SubmitAsync();
        await cluster.WaitForEndAsync(id);

        var job = await cluster.ReadAsync(id);
        Assert.Equal((JobStatus.Completed, 1, last), (job.Status, job.Attempt, job.Version));
        Assert.Equal(1, cluster.Ai.TotalCalls);
    }

    [Fact]
    public async Task A_start_that_seemed_not_to_be_stored_is_no_interruption_to_the_next_activation_either()
    {
        await using var cluster = await JobCluster.StartAsync([2]);
        var id = Guid.NewGuid();
        var submission = new JobSubmission(cluster.User, "titles", """{"content":"Some text about gardens."}""");
        await Assert.ThrowsAsync<StorageException>(() => cluster.SubmitNewAsync(id, submission));

        await cluster.Client.GetGrain<IManagementGrain>(0).ForceActivationCollection(TimeSpan.Zero);
        await cluster.Job(id).SubmitAsync(submission, CancellationToken.None);
        await cluster.WaitForEndAsync(id);

        var job = await cluster.ReadAsync(id);
        Assert.Equal((JobStatus.Completed, 1), (job.Status, job.Attempt));
        Assert.Null(Assert.Single(job.Attempts).Error);
        Assert.Equal(1, cluster.Ai.TotalCalls);
    }

    [Fact]
    public async Task A_job_that_fails_twice_completes_on_its_third_attempt()
    {
        await using var cluster = await JobCluster.StartAsync(QuickRetries);
        cluster.Ai.Enqueue(AiReply.Error(500), AiReply.Error(503));

        var id = await cluster.SubmitAsync();
        await cluster.WaitForEndAsync(id);

        var job = await cluster.ReadAsync(id);
        Assert.Equal((JobStatus.Completed, 3), (job.Status, job.Attempt));
        Assert.Equal([500, 503, 200], job.Attempts.Select(attempt => attempt.ProviderStatus));
        Assert.Equal(3, cluster.Ai.TotalCalls);
    }

    [Fact]
    public async Task A_job_that_fails_three_times_fails()
    {
        await using var cluster = await JobCluster.StartAsync(QuickRetries);
        cluster.Ai.Default = AiReply.Error(500);

        var id = await cluster.SubmitAsync();
        var job = await cluster.WaitForEndAsync(id);

        Assert.Equal((JobStatus.Failed, 3, JobErrorCodes.ProviderUnavailable), (job.Status, job.Attempt, job.Error?.Code));
        Assert.Equal(3, cluster.Ai.TotalCalls);
    }

    [Fact]
    public async Task An_error_that_no_retry_helps_ends_the_job_at_once()
    {
        await using var cluster = await JobCluster.StartAsync(QuickRetries);
        cluster.Ai.Default = AiReply.Error(401);

        var id = await cluster.SubmitAsync();
        var job = await cluster.WaitForEndAsync(id);

        Assert.Equal((JobStatus.Failed, JobErrorCodes.ProviderAuth), (job.Status, job.Error?.Code));
        Assert.Equal(1, cluster.Ai.TotalCalls);
    }

    [Fact]
    public async Task The_deadline_aborts_the_call_and_ends_the_job()
    {
        await using var cluster = await JobCluster.StartAsync(("Jobs:Deadline", "00:00:02"));
        cluster.Ai.Enqueue(AiReply.Hang());

        var id = await cluster.SubmitAsync();
        var call = await cluster.WaitForCallAsync();
        var job = await cluster.WaitForEndAsync(id);

        Assert.Equal((JobStatus.Failed, JobErrorCodes.DeadlineExceeded, 1), (job.Status, job.Error?.Code, job.Attempt));
        // Long before the provider would count as silent, after 30 s.
        Assert.InRange(await call.Aborted - call.ReceivedAt, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(15));
        Assert.Equal(1, cluster.Ai.TotalCalls);
    }

    [Fact]
    public async Task A_waiting_job_knows_its_place_and_can_be_cancelled()
    {
        await using var cluster = await JobCluster.StartAsync(("Jobs:MaxConcurrentPerSilo", "1"));
        cluster.Ai.Enqueue(AiReply.Hang());
        var first = await cluster.SubmitAsync();
        await cluster.WaitForCallAsync();
        var second = await cluster.SubmitAsync();
        var third = await cluster.SubmitAsync();
        Assert.Equal((1, 2), ((await cluster.ReadAsync(second)).Live.QueuePosition, (await cluster.ReadAsync(third)).Live.QueuePosition));

        var answer = await cluster.Job(second).CancelAsync(cluster.User, CancellationToken.None);

        Assert.Equal((JobAnswerStatus.Done, JobStatus.Cancelled), (answer.Status, answer.Job?.Status));
        Assert.Equal(1, (await cluster.ReadAsync(third)).Live.QueuePosition);
        await cluster.Job(first).CancelAsync(cluster.User, CancellationToken.None);
        Assert.Equal(JobStatus.Completed, (await cluster.WaitForEndAsync(third)).Status);
        Assert.Equal(2, cluster.Ai.TotalCalls);
    }

    [Fact]
    public async Task A_cancelled_job_never_completes_whatever_its_call_still_brings()
    {
        await using var cluster = await JobCluster.StartAsync();
        var gate = new Gate();
        cluster.Ai.Enqueue(new AiReply { FinishGate = gate });
        var id = await cluster.SubmitAsync();
        var call = await cluster.WaitForCallAsync();

        var answer = await cluster.Job(id).CancelAsync(cluster.User, CancellationToken.None);
        gate.Open();

        Assert.Equal(JobStatus.Cancelled, answer.Job?.Status);
        // Cut off, or finished just before: either way it brings nothing.
        await call.Ended.WaitAsync(TimeSpan.FromSeconds(10), TimeProvider.System);
        Assert.Equal(JobStatus.Cancelled, (await cluster.ReadAsync(id)).Status);
        var again = await cluster.Job(id).CancelAsync(cluster.User, CancellationToken.None);
        Assert.Equal(JobAnswerStatus.Unchanged, again.Status);
    }

    [Fact]
    public async Task A_run_whose_row_somebody_else_has_written_meanwhile_lets_go_and_its_activation_with_it()
    {
        await using var cluster = await JobCluster.StartAsync();
        var gate = new Gate();
        cluster.Ai.Enqueue(new AiReply { FinishGate = gate });
        var id = await cluster.SubmitAsync();
        await cluster.WaitForCallAsync();
        var store = cluster.Host.GetSiloServiceProvider().GetRequiredService<IAiJobStore>();
        var row = (await store.FindAsync(id, CancellationToken.None))!.Stored!;
        var elsewhere = JobTransitions.Apply(row.Job, new JobEvent.CancelRequested { At = row.Job.CreatedAt })!;

        await store.WriteAsync(elsewhere, row.ETag, CancellationToken.None);
        gate.Open();

        var job = await cluster.AskUntilAsync(id, job => job.Status.IsTerminal());
        Assert.Equal((JobStatus.Cancelled, elsewhere.Version), (job.Status, job.Version));
    }

    [Fact]
    public async Task A_cancelled_job_that_is_retried_goes_on_counting()
    {
        await using var cluster = await JobCluster.StartAsync();
        cluster.Ai.Enqueue(AiReply.Hang());
        var id = await cluster.SubmitAsync();
        await cluster.WaitForCallAsync();
        await cluster.Job(id).CancelAsync(cluster.User, CancellationToken.None);

        var retried = await cluster.Job(id).RetryAsync(cluster.User, CancellationToken.None);
        await cluster.WaitAsync(id, job => job.Status is JobStatus.Completed);

        Assert.Equal((JobAnswerStatus.Done, JobStatus.Pending, 6), (retried.Status, retried.Job?.Status, retried.Job?.MaxAttempts));
        Assert.Equal([1, 2], (await cluster.ReadAsync(id)).Attempts.Select(attempt => attempt.Number));
        var done = await cluster.Job(id).RetryAsync(cluster.User, CancellationToken.None);
        Assert.Equal(JobAnswerStatus.NotRetryable, done.Status);
    }

    [Fact]
    public async Task Deleting_takes_only_finished_jobs_and_leaves_nothing()
    {
        await using var cluster = await JobCluster.StartAsync();
        var gate = new Gate();
        cluster.Ai.Enqueue(new AiReply { Gate = gate });
        var id = await cluster.SubmitAsync();
        await cluster.WaitForCallAsync();
        var early = await cluster.Job(id).DeleteAsync(cluster.User, CancellationToken.None);
        gate.Open();
        await cluster.WaitForEndAsync(id);

        var answer = await cluster.Job(id).DeleteAsync(cluster.User, CancellationToken.None);

        Assert.Equal(JobAnswerStatus.StillRunning, early.Status);
        Assert.Equal(JobAnswerStatus.Done, answer.Status);
        Assert.Null(await cluster.Job(id).GetAsync(cluster.User, CancellationToken.None));
        var again = await cluster.Job(id).DeleteAsync(cluster.User, CancellationToken.None);
        Assert.Equal(JobAnswerStatus.NotFound, again.Status);
    }

    [Fact]
    public async Task Another_users_job_does_not_exist()
    {
        await using var cluster = await JobCluster.StartAsync();
        var id = await cluster.SubmitAsync();
        var stranger = Guid.NewGuid();

        Assert.Null(await cluster.Job(id).GetAsync(stranger, CancellationToken.None));
        Assert.Null(await cluster.Job(id).GetItemAsync(stranger, CancellationToken.None));
        Assert.Null(await cluster.Job(id).GetTextAsync(stranger, CancellationToken.None));
        foreach (var answer in new[]
        {
            await cluster.Job(id).CancelAsync(stranger, CancellationToken.None),
            await cluster.Job(id).RetryAsync(stranger, CancellationToken.None),
            await cluster.Job(id).DeleteAsync(stranger, CancellationToken.None),
        })
        {
            Assert.Equal(new JobAnswer(JobAnswerStatus.NotFound, null), answer);
        }
    }

    [Fact]
    public async Task The_same_submission_again_changes_nothing_and_another_one_conflicts()
    {
        await using var cluster = await JobCluster.StartAsync();
        var id = await cluster.SubmitAsync();
        await cluster.WaitForEndAsync(id);
        var same = new JobSubmission(cluster.User, "titles", """{"count":5,"content":"  Some text about gardens and cities. "}""");

        var again = await cluster.Job(id).SubmitAsync(same, CancellationToken.None);
        var other = await cluster.Job(id).SubmitAsync(same with { Input = """{"content":"Another text."}""" }, CancellationToken.None);
        var stranger = await cluster.Job(id).SubmitAsync(same with { UserId = Guid.NewGuid() }, CancellationToken.None);

        Assert.Equal((SubmitStatus.Accepted, JobStatus.Completed), (again.Status, again.Job?.Status));
        Assert.Equal(SubmitStatus.Conflict, other.Status);
        Assert.Equal(SubmitStatus.Conflict, stranger.Status);
        Assert.Equal(1, cluster.Ai.TotalCalls);
    }

    [Fact]
    public async Task An_id_made_of_a_key_is_refused_after_its_job_was_deleted_and_any_other_is_free_again()
    {
        await using var cluster = await JobCluster.StartAsync();
        var submission = new JobSubmission(cluster.User, "titles", """{"content":"Some text about gardens and cities."}""");
        var keyed = HashedId.From("a key"u8);
        var other = Guid.NewGuid();
        foreach (var id in new[] { keyed, other })
        {
            await cluster.Job(id).SubmitAsync(submission, CancellationToken.None);
            await cluster.WaitForEndAsync(id);
            await cluster.Job(id).DeleteAsync(cluster.User, CancellationToken.None);
        }

        var atOnce = await cluster.Job(keyed).SubmitAsync(submission, CancellationToken.None);
        var free = await cluster.Job(other).SubmitAsync(submission, CancellationToken.None);
        await cluster.RestartAsync();
        var later = await cluster.Job(keyed).SubmitAsync(submission with { Type = "summary" }, CancellationToken.None);

        Assert.Equal(
            [SubmitStatus.Deleted, SubmitStatus.Accepted, SubmitStatus.Deleted],
            new[] { atOnce, free, later }.Select(answer => answer.Status));
        Assert.Null(await cluster.Job(keyed).GetAsync(cluster.User, CancellationToken.None));
    }

    [Fact]
    public async Task Where_the_users_grain_is_a_submit_need_not_call_it_and_the_limit_holds_after_a_restart()
    {
        await using var cluster = await JobCluster.StartAsync(("Jobs:MaxActivePerUser", "2"), ("Jobs:DrainTimeout", "00:00:00.100"));
        cluster.Ai.Default = AiReply.Hang();
        var first = await cluster.SubmitAsync();
        await cluster.SubmitAsync();
        var calls = cluster.Calls.Of<IUserHistoryReports>(nameof(IUserHistoryReports.AdmitAsync));
        await cluster.RestartAsync();
        var submission = new JobSubmission(cluster.User, "titles", """{"content":"Some text about gardens and cities."}""");
        var third = cluster.Job(Guid.CreateVersion7());

        var refused = await third.SubmitAsync(submission, CancellationToken.None);
        var other = await cluster.Job(Guid.CreateVersion7()).SubmitAsync(submission with { UserId = Guid.NewGuid() }, CancellationToken.None);
        await cluster.Job(first).CancelAsync(cluster.User, CancellationToken.None);
        var accepted = await third.SubmitAsync(submission, CancellationToken.None);

        Assert.Equal(1, calls);
        Assert.Equal(
            [SubmitStatus.TooManyActive, SubmitStatus.Accepted, SubmitStatus.Accepted],
            new[] { refused, other, accepted }.Select(answer => answer.Status));
    }

    [Fact]
    public async Task Where_the_users_grain_is_a_job_tells_it_of_itself_without_a_call()
    {
        await using var cluster = await JobCluster.StartAsync();
        var history = cluster.Client.GetGrain<IUserHistoryGrain>(cluster.User);
        var before = await history.FollowAsync(Guid.Empty, cursor: null, CancellationToken.None);

        var job = await cluster.WaitForEndAsync(await cluster.SubmitAsync());
        var told = await history.FollowAsync(Guid.Empty, before.Cursor, CancellationToken.None);

        Assert.Equal(JobStatus.Completed, job.Status);
        Assert.Equal([job.Id], told.Changes.Select(change => change.JobId));
        Assert.Equal(0, cluster.Calls.Of<IUserHistoryReports>(nameof(IUserHistoryReports.ReportAsync)));
    }

    [Fact]
    public async Task What_cannot_become_a_job_is_refused_with_its_reasons()
    {
        await using var cluster = await JobCluster.StartAsync();
        var job = cluster.Job(Guid.CreateVersion7());

        var unknown = await job.SubmitAsync(new JobSubmission(cluster.User, "poem", "{}"), CancellationToken.None);
        var invalid = await job.SubmitAsync(new JobSubmission(cluster.User, "titles", """{"count":99}"""), CancellationToken.None);

        Assert.Equal(SubmitStatus.UnknownType, unknown.Status);
        Assert.Equal(["keywords", "summary", "titles"], unknown.KnownTypes);
        Assert.Equal(SubmitStatus.Invalid, invalid.Status);
        Assert.Equal(["content", "count"], invalid.Errors.Select(error => error.Path).Order(StringComparer.Ordinal));
        Assert.Null(await job.GetAsync(cluster.User, CancellationToken.None));
    }
}
