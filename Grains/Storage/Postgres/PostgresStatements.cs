using Npgsql;
using OrleansAiJobs.Grains.Storage.Rows;

namespace OrleansAiJobs.Grains.Storage.Postgres;

/// <summary>The statements that change rows: each takes any number of them, and returns the ids of those that it changed.</summary>
internal static class PostgresStatements
{
    private const int InsertColumns = 26;

    // The order matters: who locks rows in the order of their ids never waits for somebody who waits for him.
    private static readonly RowStatement InsertUsers = new(columns: 1, rows =>
        $"""
        INSERT INTO users (id)
        SELECT DISTINCT id FROM {rows} AS new (id) ORDER BY id
        ON CONFLICT (id) DO NOTHING
        """);

    private static readonly RowStatement Insert = new(InsertColumns, InsertSql);

    private static readonly RowStatement InsertMissing = new(InsertColumns, rows =>
        $"""
        {InsertSql(rows)}
        ON CONFLICT (id) DO NOTHING
        RETURNING id
        """);

    private static readonly RowStatement Update = new(columns: 20, rows =>
        $"""
        UPDATE ai_jobs SET
          etag = new.etag, status = new.status, version = new.version, attempt = new.attempt, max_attempts = new.max_attempts,
          interruptions = new.interruptions, error_code = new.error_code, error_message = new.error_message,
          error_retryable = new.error_retryable, usage = new.usage, attempts = new.attempts, result_data = new.result_data,
          started_at = new.started_at, completed_at = new.completed_at, next_attempt_at = new.next_attempt_at,
          deadline = new.deadline, changed_at = new.changed_at, owner = new.owner
        FROM {rows} AS new (
          id, etag, status, version, attempt, max_attempts, interruptions, error_code, error_message, error_retryable, usage, attempts,
          result_data, started_at, completed_at, next_attempt_at, deadline, changed_at, owner, expected)
        WHERE ai_jobs.id = new.id AND ai_jobs.etag = new.expected
        RETURNING ai_jobs.id
        """);

    private static readonly RowStatement Delete = new(columns: 3, rows =>
        $"""
        WITH gone AS (
          DELETE FROM ai_jobs
          USING {rows} AS old (id, expected, remembered_at)
          WHERE ai_jobs.id = old.id AND ai_jobs.etag = old.expected
          RETURNING ai_jobs.id, old.remembered_at),
        remembered AS (
          INSERT INTO deleted_ai_jobs (id, deleted_at)
          SELECT id, remembered_at FROM gone WHERE remembered_at IS NOT NULL
          ON CONFLICT (id) DO UPDATE SET deleted_at = excluded.deleted_at)
        SELECT id FROM gone
        """);

    /// <summary>Each row for itself: what conflicts is left out.</summary>
    /// <param name="batch">Where they go.</param>
    /// <param name="changes">Sorted by id.</param>
    /// <param name="known">Whose rows need not be made.</param>
    /// <param name="insertsAreNew">An inserted row that exists already fails the batch, which is less work for all others.</param>
    public static void Add(NpgsqlBatch batch, IReadOnlyList<RowChange> changes, KnownUsers known, bool insertsAreNew)
    {
        AddInserts(batch, changes, insertsAreNew ? Insert : InsertMissing, known);
        AddKind(batch, changes, RowChangeKind.Update, Update, columns => AddChanging(columns).Uuids(ExpectedETag));
        AddKind(batch, changes, RowChangeKind.Delete, Delete, columns => columns.Uuids(row => row.Id).Uuids(ExpectedETag).Times(row => row.RememberedAt));
    }

    /// <summary>All rows or none: one that exists already fails the batch.</summary>
    public static void AddStrictInserts(NpgsqlBatch batch, IReadOnlyList<RowChange> changes) => AddInserts(batch, changes, Insert, known: null);

    private static string InsertSql(string rows) =>
        $"""
        INSERT INTO ai_jobs (
          id, etag, status, version, attempt, max_attempts, interruptions, error_code, error_message, error_retryable, usage, attempts,
          result_data, started_at, completed_at, next_attempt_at, deadline, changed_at, owner, user_id, type, created_at, input_data, input_preview, batch_size, trace_parent)
        SELECT * FROM {rows} AS new
        """;

    private static void AddInserts(NpgsqlBatch batch, IReadOnlyList<RowChange> changes, RowStatement insert, KnownUsers? known)
    {
        RowChange[] rows = [.. changes.Where(change => change.Kind is RowChangeKind.Insert)];
        Add(batch, [.. rows.Where(row => known?.Contains(row.Job.UserId) is not true)], InsertUsers, columns => columns.Uuids(row => row.Job.UserId));
        Add(batch, rows, insert, columns => AddUnchanging(AddChanging(columns)));
    }

    private static void AddKind(NpgsqlBatch batch, IReadOnlyList<RowChange> changes, RowChangeKind kind, RowStatement statement, Action<RowColumns> addColumns) =>
        Add(batch, [.. changes.Where(change => change.Kind == kind)], statement, addColumns);

    private static void Add(NpgsqlBatch batch, RowChange[] rows, RowStatement statement, Action<RowColumns> addColumns)
    {
        if (rows.Length > 0)
        {
            var command = new NpgsqlBatchCommand(statement.For(rows.Length));
            addColumns(new RowColumns(command, rows));
            batch.BatchCommands.Add(command);
        }
    }

    private static RowColumns AddChanging(RowColumns columns) => columns
        .Uuids(row => row.Id)
        .Uuids(row => row.NewETag)
        .Texts(row => StatusText.Format(row.Job.Status))
        .Integers(row => row.Job.Version)
        .Integers(row => row.Job.Attempt)
        .Integers(row => row.Job.MaxAttempts)
        .Integers(row => row.Job.Interruptions)
        .Texts(row => row.Job.Error?.Code)
        .Texts(row => row.Job.Error?.Message)
        .Booleans(row => row.Job.Error?.Retryable)
        .Jsons(row => row.Usage)
        .Jsons(row => row.Attempts)
        .Jsons(row => row.Job.Result)
        .Times(row => row.Job.StartedAt)
        .Times(row => row.Job.CompletedAt)
        .Times(row => row.Job.NextAttemptAt)
        .Times(row => row.Job.Deadline)
        .Times(row => row.Job.ChangedAt)
        .Texts(row => row.Job.Owner);

    private static RowColumns AddUnchanging(RowColumns columns) => columns
        .Uuids(row => row.Job.UserId)
        .Texts(row => row.Job.Type)
        .Times(row => row.Job.CreatedAt)
        .Jsons(row => row.Job.Input)
        .Jsons(row => row.InputPreview)
        .Integers(row => row.Job.BatchSize)
        .Texts(row => row.Job.TraceParent);

    private static Guid ExpectedETag(RowChange change) => change.ExpectedETag ?? Guid.Empty;
}
