using OrleansAiJobs.Grains.Interfaces.Jobs;
using OrleansAiJobs.Grains.Jobs;

namespace OrleansAiJobs.Tests.Unit.Jobs;

public sealed class JobTransitionsTests
{
    /// <summary>The whole machine: what each state makes of each event. A pair that is not listed is refused.</summary>
    private static readonly Dictionary<(JobStatus From, string Event), JobStatus> Machine = new()
    {
        [(JobStatus.Pending, nameof(JobEvent.Taken))] = JobStatus.Pending,
        [(JobStatus.Pending, nameof(JobEvent.HandedBack))] = JobStatus.Pending,
        [(JobStatus.Pending, nameof(JobEvent.AttemptStarted))] = JobStatus.Processing,
        [(JobStatus.Pending, nameof(JobEvent.CancelRequested))] = JobStatus.Cancelled,
        [(JobStatus.Pending, nameof(JobEvent.DeadlinePassed))] = JobStatus.Failed,
        [(JobStatus.Processing, nameof(JobEvent.HandedBack))] = JobStatus.Pending,
        [(JobStatus.Processing, nameof(JobEvent.AttemptSucceeded))] = JobStatus.Completed,
        [(JobStatus.Processing, nameof(JobEvent.AttemptFailed) + "+retry")] = JobStatus.Pending,
        [(JobStatus.Processing, nameof(JobEvent.AttemptFailed))] = JobStatus.Failed,
        [(JobStatus.Processing, nameof(JobEvent.Interrupted))] = JobStatus.Pending,
        [(JobStatus.Processing, nameof(JobEvent.StartTakenBack))] = JobStatus.Pending,
        [(JobStatus.Processing, nameof(JobEvent.CancelRequested))] = JobStatus.Cancelled,
        [(JobStatus.Failed, nameof(JobEvent.RetryRequested))] = JobStatus.Pending,
        [(JobStatus.Cancelled, nameof(JobEvent.RetryRequested))] = JobStatus.Pending,
    };

    private static readonly Dictionary<string, JobEvent> Events = new()
    {
        [nameof(JobEvent.Taken)] = new JobEvent.Taken("silo-2") { At = AJob.At(9) },
        [nameof(JobEvent.HandedBack)] = new JobEvent.HandedBack { At = AJob.At(9) },
        [nameof(JobEvent.AttemptStarted)] = AJob.Started(9),
        [nameof(JobEvent.AttemptSucceeded)] = AJob.Succeeded(9),
        [nameof(JobEvent.AttemptFailed)] = AJob.Failed(9, retryAt: null),
        [nameof(JobEvent.AttemptFailed) + "+retry"] = AJob.Failed(9, retryAt: AJob.At(11)),
        [nameof(JobEvent.Interrupted)] = new JobEvent.Interrupted("silo-2", 3) { At = AJob.At(9) },
        [nameof(JobEvent.StartTakenBack)] = new JobEvent.StartTakenBack("silo-2") { At = AJob.At(9) },
        [nameof(JobEvent.CancelRequested)] = new JobEvent.CancelRequested { At = AJob.At(9) },
        [nameof(JobEvent.DeadlinePassed)] = new JobEvent.DeadlinePassed { At = AJob.At(9) },
        [nameof(JobEvent.RetryRequested)] = new JobEvent.RetryRequested("silo-2", 3) { At = AJob.At(9) },
    };

    public static TheoryData<JobStatus, string> Pairs()
    {
        var pairs = new TheoryData<JobStatus, string>();
        foreach (var status in Enum.GetValues<JobStatus>())
        {
            foreach (var name in Events.Keys)
            {
                pairs.Add(status, name);
            }
        }

        return pairs;
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Every_state_takes_or_refuses_every_event(JobStatus from, string happened)
    {
        var job = AJob.In(from);

        var next = JobTransitions.Apply(job, Events[happened]);

        Assert.Equal(Machine.TryGetValue((from, happened), out var to) ? to : null, next?.Status);
        if (next is not null)
        {
            Assert.Equal(next.Status.IsTerminal(), next.CompletedAt is not null);
            Assert.Equal(next.Status.IsTerminal() || happened == nameof(JobEvent.HandedBack), next.Owner is null);
            Assert.InRange(next.Version, job.Version, job.Version + 1);
        }
    }

    [Fact]
    public void Every_event_has_been_tried()
    {
        var kinds = typeof(JobEvent).GetNestedTypes(System.Reflection.BindingFlags.NonPublic).Where(type => type.IsSubclassOf(typeof(JobEvent)));

        Assert.Equal(
            kinds.Select(type => type.Name).Order(StringComparer.Ordinal),
            Events.Values.Select(e => e.GetType().Name).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void An_attempt_is_on_record_before_the_AI_is_asked()
    {
        var job = AJob.Apply(AJob.Pending, AJob.Started(1));

        var attempt = Assert.Single(job.Attempts);
        Assert.Equal((1, AJob.At(1), null, null), (attempt.Number, attempt.StartedAt, attempt.EndedAt, attempt.Error));
        Assert.Equal((1, 2, AJob.At(1), AJob.At(1) + AJob.Deadline), (job.Attempt, job.Version, job.StartedAt, job.Deadline));
    }

    [Fact]
    public void A_start_that_is_taken_back_leaves_no_trace_but_the_version()
    {
        var job = AJob.Apply(AJob.Pending, AJob.Started(1), new JobEvent.StartTakenBack("silo-1") { At = AJob.At(2) });

        Assert.Equal(AJob.Pending with { Version = 3, ChangedAt = AJob.At(2), Owner = "silo-1", Attempts = [] }, job with { Attempts = [] });
        Assert.Empty(job.Attempts);
    }

    [Fact]
    public void A_result_completes_the_job_and_adds_up_its_usage()
    {
        var job = AJob.Apply(AJob.Pending, AJob.Started(1), AJob.Failed(2, AJob.At(3)), AJob.Started(3), AJob.Succeeded(4, attempt: 2));

        Assert.Equal(AJob.Good.Result, job.Result);
        Assert.Equal(new JobUsage("gpt", 20, 5), job.Usage);
        Assert.Equal(["provider_unavailable", null], job.Attempts.Select(attempt => attempt.Error?.Code));
        Assert.Equal("req-1", job.Attempts[0].ProviderRequestId);
        Assert.Null(job.Error);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, null)]
    [InlineData(7, 7)]
    public void An_attempt_that_took_other_than_one_call_says_how_many(int calls, int? told)
    {
        var job = AJob.Apply(AJob.Pending, AJob.Started(1), new JobEvent.AttemptSucceeded(1, AJob.Good with { Calls = calls }) { At = AJob.At(2) });

        Assert.Equal(told, job.Attempts[0].Calls);
    }

    [Fact]
    public void An_outcome_of_an_earlier_attempt_is_refused()
    {
        var job = AJob.Apply(AJob.Pending, AJob.Started(1), AJob.Failed(2, AJob.At(3)), AJob.Started(3));

        Assert.Null(JobTransitions.Apply(job, AJob.Succeeded(4, attempt: 1)));
        Assert.Null(JobTransitions.Apply(job, AJob.Failed(4, null, attempt: 1)));
    }

    [Fact]
    public void A_refusal_for_load_and_a_stop_move_the_limit_on()
    {
        var refused = AJob.Apply(AJob.Pending, AJob.Started(1), AJob.Failed(2, AJob.At(3), counts: false));
        var handedBack = AJob.Apply(AJob.Pending, AJob.Started(1), new JobEvent.HandedBack { At = AJob.At(2) });

        Assert.Equal((1, 4), (refused.Attempt, refused.MaxAttempts));
        Assert.Equal((1, 4, 0), (handedBack.Attempt, handedBack.MaxAttempts, handedBack.Interruptions));
        Assert.Equal(JobErrorCodes.Interrupted, handedBack.Attempts[0].Error?.Code);
        Assert.Null(handedBack.Owner);
    }

    [Fact]
    public void The_third_crash_ends_the_job()
    {
        var crash = new JobEvent.Interrupted("silo-2", 3) { At = AJob.At(2) };

        var twice = AJob.Apply(AJob.Pending, AJob.Started(1), crash, AJob.Started(3), crash);
        var thrice = AJob.Apply(twice, AJob.Started(4), crash);

        Assert.Equal((JobStatus.Pending, 2, "silo-2"), (twice.Status, twice.Interruptions, twice.Owner));
        Assert.Equal((JobStatus.Failed, JobErrorCodes.Interrupted), (thrice.Status, thrice.Error?.Code));
        Assert.Equal(twice.Version + 2, thrice.Version);
    }

    [Fact]
    public void A_manual_retry_grants_new_attempts_and_keeps_the_record()
    {
        var job = AJob.Apply(AJob.In(JobStatus.Failed), new JobEvent.RetryRequested("silo-2", 3) { At = AJob.At(60) });

        Assert.Equal((JobStatus.Pending, 1, 6, 0), (job.Status, job.Attempt, job.MaxAttempts, job.Interruptions));
        Assert.Single(job.Attempts);
        Assert.Null(job.Result);
        Assert.Null(job.Error);
        Assert.Null(job.CompletedAt);
        Assert.Null(job.Deadline);
    }

    [Fact]
    public void Cancelling_closes_the_attempt_without_an_error()
    {
        var job = AJob.Apply(AJob.In(JobStatus.Processing), new JobEvent.CancelRequested { At = AJob.At(5) });

        Assert.Equal(AJob.At(5), job.Attempts[0].EndedAt);
        Assert.Null(job.Attempts[0].Error);
        Assert.Equal(AJob.At(5), job.CompletedAt);
    }
}
