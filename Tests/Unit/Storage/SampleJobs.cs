using System.Text.Json;
using OrleansAiJobs.Grains.Interfaces;
using OrleansAiJobs.Grains.Interfaces.Jobs;
using OrleansAiJobs.Grains.Jobs;

namespace OrleansAiJobs.Tests.Unit.Storage;

/// <summary>Jobs to store.</summary>
internal static class SampleJobs
{
    public static readonly DateTimeOffset Noon = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    /// <summary>A new job, as it is accepted.</summary>
    public static AiJobState Pending(Guid? userId = null, string content = "Some text.")
    {
        var input = JsonSerializer.Serialize(new { content, count = 5 });
        return new AiJobState
        {
            Id = Guid.CreateVersion7(),
            UserId = userId ?? Guid.NewGuid(),
            Type = "titles",
            Status = JobStatus.Pending,
            Version = 1,
            Input = input,
            InputPreview = input,
            MaxAttempts = 3,
            CreatedAt = Noon,
            ChangedAt = Noon,
        };
    }

    /// <summary>A job whose id is made of a key.</summary>
    public static AiJobState Keyed() => Completed(userId: null, Noon) with { Id = HashedId.From(Guid.NewGuid().ToByteArray()) };

    /// <summary>A finished job with something in every column.</summary>
    public static AiJobState Failed(Guid? userId = null)
    {
        var error = new JobError(JobErrorCodes.ProviderTimeout, "The AI took \"too\" long — try again. 😀", Retryable: true);
        return Pending(userId) with
        {
            Status = JobStatus.Failed,
            Version = 7,
            InputPreview = """{"content": "Some", "count": 5}""",
            Result = """{"titles": ["Erster", "Второй", "三番目"]}""",
            Error = error,
            Usage = new JobUsage("gpt-4.1-mini", 12_345_678_901, 42),
            Attempt = 2,
            MaxAttempts = 4,
            Interruptions = 1,
            Attempts =
            [
                new JobAttempt { Number = 1, StartedAt = Noon.AddTicks(10), EndedAt = Noon.AddSeconds(1), Error = error, ProviderStatus = 503, ProviderRequestId = "req_1", Calls = 4 },
                new JobAttempt { Number = 2, StartedAt = Noon.AddSeconds(2), SpanId = "b7ad6b7169203331" },
            ],
            CreatedAt = Noon.AddTicks(1_234_560),
            StartedAt = Noon.AddTicks(2_345_670),
            CompletedAt = Noon.AddTicks(3_456_780),
            NextAttemptAt = Noon.AddTicks(4_567_890),
            Deadline = Noon.AddMinutes(15),
            ChangedAt = Noon.AddTicks(5_678_900),
            Owner = "S127.0.0.1:11111:123456789",
            BatchSize = 3,
            TraceParent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        };
    }

    /// <summary>A finished job that changed last at the given time.</summary>
    public static AiJobState Completed(Guid? userId, DateTimeOffset changedAt) => Pending(userId) with
    {
        Status = JobStatus.Completed,
        Result = """{"titles": ["One"]}""",
        CompletedAt = changedAt,
        ChangedAt = changedAt,
    };
}
