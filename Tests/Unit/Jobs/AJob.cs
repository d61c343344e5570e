using OrleansAiJobs.Grains.Ai;
using OrleansAiJobs.Grains.Interfaces.Jobs;
using OrleansAiJobs.Grains.Jobs;

namespace OrleansAiJobs.Tests.Unit.Jobs;

/// <summary>A job in each state, reached the way a real one gets there.</summary>
internal static class AJob
{
    public static readonly DateTimeOffset Start = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    public static readonly TimeSpan Deadline = TimeSpan.FromMinutes(15);

    public static AiJobState In(JobStatus status) => status switch
    {
        JobStatus.Pending => Pending,
        JobStatus.Processing => Apply(Pending, Started(1)),
        JobStatus.Completed => Apply(In(JobStatus.Processing), Succeeded(2)),
        JobStatus.Failed => Apply(In(JobStatus.Processing), Failed(2, retryAt: null)),
        JobStatus.Cancelled => Apply(Pending, new JobEvent.CancelRequested { At = At(2) }),
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, "Unknown status."),
    };

    public static AiJobState Pending { get; } = new()
    {
        Id = new Guid("0199b7c2-5f0e-7a31-9d57-0f2c7e5f3a10"),
        UserId = new Guid("11111111-2222-3333-4444-555555555555"),
        Type = "titles",
        Status = JobStatus.Pending,
        Version = 1,
        Input = """{"content":"x"}""",
        InputPreview = """{"content":"x"}""",
        MaxAttempts = 3,
        CreatedAt = Start,
        ChangedAt = Start,
        Owner = "silo-1",
    };

    public static AiOutcome Good { get; } = new() { Result = """{"titles":["A"]}""", Usage = new JobUsage("gpt", 10, 5), ProviderStatus = 200 };

    public static AiOutcome Bad { get; } = new()
    {
        Error = new JobError(JobErrorCodes.ProviderUnavailable, "The AI service has a problem.", Retryable: true),
        ProviderStatus = 500,
        ProviderRequestId = "req-1",
        Usage = new JobUsage("gpt", 10, 0),
    };

    public static DateTimeOffset At(int seconds) => Start.AddSeconds(seconds);

    public static JobEvent Started(int at) => new JobEvent.AttemptStarted("silo-1", Deadline) { At = At(at) };

    public static JobEvent Succeeded(int at, int attempt = 1) => new JobEvent.AttemptSucceeded(attempt, Good) { At = At(at) };

    public static JobEvent Failed(int at, DateTimeOffset? retryAt, int attempt = 1, bool counts = true) =>
        new JobEvent.AttemptFailed(attempt, Bad with { Counts = counts }, retryAt) { At = At(at) };

    public static AiJobState Apply(AiJobState job, params ReadOnlySpan<JobEvent> events)
    {
        foreach (var e in events)
        {
            job = JobTransitions.Apply(job, e) ?? throw new InvalidOperationException($"{job.Status} refuses {e}.");
        }

        return job;
    }
}
