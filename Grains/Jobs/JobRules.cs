using Microsoft.Extensions.Options;
using OrleansAiJobs.Grains.Ai;
using OrleansAiJobs.Grains.Interfaces.Jobs;

namespace OrleansAiJobs.Grains.Jobs;

/// <summary>Makes the events of <see cref="JobTransitions"/> with this silo's clock, name and settings.</summary>
internal sealed class JobRules(ILocalSiloDetails silo, IOptions<JobsOptions> options, TimeProvider time)
{
    /// <summary>This silo, as it stands in the rows of the jobs that it holds.</summary>
    public string Owner { get; } = silo.SiloAddress.ToParsableString();

    /// <summary>To the microsecond, as the store keeps it.</summary>
    public DateTimeOffset Now => Microseconds(time.GetUtcNow());

    public AiJobState NewJob(Guid id, JobSubmission submission, string input) =>
        NewJob(id, submission.UserId, submission.Type, input, Now) with { Owner = Owner, TraceParent = submission.TraceParent };

    /// <summary>Nobody holds them yet. Each is a microsecond younger than the one before it, so that histories keep the order.</summary>
    /// <param name="batch">What was asked for.</param>
    /// <param name="inputs">The checked inputs.</param>
    public IReadOnlyList<AiJobState> NewBatch(JobBatch batch, IReadOnlyList<string> inputs)
    {
        var now = Now;
        return
        [
            .. batch.Jobs.Select((job, place) =>
                NewJob(job.Id, batch.UserId, job.Type, inputs[place], now.AddMicroseconds(place)) with { BatchSize = batch.Jobs.Count, TraceParent = batch.TraceParent }),
        ];
    }

    public JobEvent Taken() => new JobEvent.Taken(Owner) { At = Now };

    public JobEvent HandedBack() => new JobEvent.HandedBack { At = Now };

    public JobEvent Interrupted() => new JobEvent.Interrupted(Owner, options.Value.MaxInterruptions) { At = Now };

    public JobEvent StartTakenBack() => new JobEvent.StartTakenBack(Owner) { At = Now };

    public JobEvent Retry() => new JobEvent.RetryRequested(Owner, options.Value.MaxAttempts) { At = Now };

    /// <param name="spanId">The attempt's span; null when it is not recorded.</param>
    public JobEvent AttemptStarted(string? spanId) => new JobEvent.AttemptStarted(Owner, options.Value.Deadline, spanId) { At = Now };

    /// <summary>Null when it has not, or the job has not been started yet and so has none.</summary>
    public JobEvent? DeadlinePassed(AiJobState job) => job.Deadline <= Now ? new JobEvent.DeadlinePassed { At = Now } : null;

    /// <summary>Success, or failure with what is to follow it.</summary>
    public JobEvent AttemptEnded(AiJobState job, int attempt, AiOutcome outcome)
    {
        var now = Now;
        if (outcome.Error is null)
        {
            return new JobEvent.AttemptSucceeded(attempt, outcome) { At = now };
        }

        // Jitter, not a secret.
#pragma warning disable CA5394
        var decision = RetryPolicy.Decide(job, outcome, options.Value.RetryBaseDelay, now, Random.Shared.NextDouble());
#pragma warning restore CA5394
        var told = decision.PastDeadline ? outcome with { Error = JobErrors.DeadlineExceeded } : outcome;
        return new JobEvent.AttemptFailed(attempt, told, decision.At is { } at ? Microseconds(at) : null) { At = now };
    }

    private static DateTimeOffset Microseconds(DateTimeOffset time) => new(time.Ticks - (time.Ticks % TimeSpan.TicksPerMicrosecond), TimeSpan.Zero);

    private AiJobState NewJob(Guid id, Guid userId, string type, string input, DateTimeOffset now) => new()
    {
        Id = id,
        UserId = userId,
        Type = type,
        Status = JobStatus.Pending,
        Version = 1,
        Input = input,
        InputPreview = InputPreview.Of(input),
        MaxAttempts = options.Value.MaxAttempts,
        CreatedAt = now,
        ChangedAt = now,
    };
}
