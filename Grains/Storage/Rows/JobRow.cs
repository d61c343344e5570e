using System.Data.Common;
using OrleansAiJobs.Grains.Interfaces.Jobs;
using OrleansAiJobs.Grains.Jobs;

namespace OrleansAiJobs.Grains.Storage.Rows;

/// <summary>Reads rows of <c>ai_jobs</c>: both databases name and order the columns alike.</summary>
internal static class JobRow
{
    /// <summary>What a listing shows.</summary>
    public const string ListedColumns =
        """
        id, user_id, type, status, version, coalesce(input_preview, input_data), result_data, error_code, error_message, error_retryable, usage,
        attempt, max_attempts, interruptions, created_at, started_at, completed_at, next_attempt_at, deadline, changed_at, owner,
        CASE WHEN next_attempt_at IS NOT NULL THEN attempts END
        """;

    /// <summary>The whole row.</summary>
    public const string AllColumns = ListedColumns + ", input_data, attempts, etag, batch_size, trace_parent";

    /// <summary>What is to be learned of a completed job; the result's length follows.</summary>
    public const string RunColumns = "type, input_data, attempts, completed_at";

    public static FinishedRun ReadRun(DbDataReader row) => new(
        row.GetString(0),
        row.GetString(1),
        row.GetInt32(4),
        row.GetFieldValue<DateTimeOffset>(3) - StorageJson.ReadAttempts(row.GetString(2))[^1].StartedAt);

    public static AiJobState ReadListed(DbDataReader row) => new()
    {
        Id = row.GetGuid(0),
        UserId = row.GetGuid(1),
        Type = row.GetString(2),
        Status = StatusText.Parse(row.GetString(3)),
        Version = row.GetInt32(4),
        Input = "",
        InputPreview = row.GetString(5),
        Result = TextOf(row, 6),
        Error = row.IsDBNull(7) ? null : new JobError(row.GetString(7), row.GetString(8), row.GetBoolean(9)),
        Usage = TextOf(row, 10) is { } usage ? StorageJson.ReadUsage(usage) : null,
        Attempt = row.GetInt32(11),
        MaxAttempts = row.GetInt32(12),
        Interruptions = row.GetInt32(13),
        CreatedAt = row.GetFieldValue<DateTimeOffset>(14),
        StartedAt = TimeOf(row, 15),
        CompletedAt = TimeOf(row, 16),
        NextAttemptAt = TimeOf(row, 17),
        Deadline = TimeOf(row, 18),
        ChangedAt = row.GetFieldValue<DateTimeOffset>(19),
        Owner = TextOf(row, 20),
        // Why a job waits for its next attempt is told in listings, too.
        Attempts = TextOf(row, 21) is { } attempts ? StorageJson.ReadAttempts(attempts) : [],
    };

    public static StoredJob ReadAll(DbDataReader row)
    {
        var listed = ReadListed(row);
        var input = row.GetString(22);
        var job = listed with
        {
            Input = input,
            // One string for both where nothing was cut.
            InputPreview = string.Equals(input, listed.InputPreview, StringComparison.Ordinal) ? input : listed.InputPreview,
            Attempts = StorageJson.ReadAttempts(row.GetString(23)),
            BatchSize = row.IsDBNull(25) ? null : row.GetInt32(25),
            TraceParent = TextOf(row, 26),
        };
        return new StoredJob(job, row.GetGuid(24).ToString("D"));
    }

    public static (Guid Id, DateTimeOffset DeletedAt) ReadDeleted(DbDataReader row) => (row.GetGuid(0), row.GetFieldValue<DateTimeOffset>(1));

    /// <summary>What there is under each id, of the rows and of those remembered as deleted.</summary>
    public static IReadOnlyList<FoundJob> Join(IEnumerable<StoredJob> stored, IEnumerable<(Guid Id, DateTimeOffset DeletedAt)> deleted)
    {
        var found = stored.ToDictionary(row => row.Job.Id, row => new FoundJob(row.Job.Id, row, DeletedAt: null));
        foreach (var (id, deletedAt) in deleted)
        {
            found[id] = new FoundJob(id, found.GetValueOrDefault(id)?.Stored, deletedAt);
        }

        return [.. found.Values];
    }

    private static string? TextOf(DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    private static DateTimeOffset? TimeOf(DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetFieldValue<DateTimeOffset>(column);
}
