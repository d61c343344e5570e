using System.Text.Json;
using Microsoft.Data.Sqlite;
using OrleansAiJobs.Grains.Interfaces.History;
using OrleansAiJobs.Grains.Jobs;
using OrleansAiJobs.Grains.Storage.Rows;

namespace OrleansAiJobs.Grains.Storage.Sqlite;

/// <summary>The queries.</summary>
internal sealed class SqliteRowReader(SqliteConnection connection)
{
    /// <summary>Ids that are made only once are not looked for among the deleted.</summary>
    public IReadOnlyList<FoundJob> FindAll(IReadOnlyCollection<Guid> ids)
    {
        var stored = Query($"SELECT {JobRow.AllColumns} FROM ai_jobs WHERE id IN (SELECT value FROM json_each($1))", JobRow.ReadAll, JsonOf(ids));
        Guid[] repeatable = [.. ids.Where(JobIds.MayComeAgain)];
        var deleted = repeatable.Length == 0 ? [] : Query(
            "SELECT id, deleted_at FROM deleted_ai_jobs WHERE id IN (SELECT value FROM json_each($1))", JobRow.ReadDeleted, JsonOf(repeatable));
        return JobRow.Join(stored, deleted);
    }

    public IReadOnlyList<AiJobState> ReadListed(IReadOnlyCollection<Guid> ids) => Query(
        $"SELECT {JobRow.ListedColumns} FROM ai_jobs WHERE id IN (SELECT value FROM json_each($1))",
        JobRow.ReadListed,
        JsonOf(ids));

    public IReadOnlyList<AiJobState> ReadPage(Guid userId, HistoryQuery query) => Query(
        $"""
        SELECT {JobRow.ListedColumns} FROM ai_jobs
        WHERE user_id = $1 AND ($2 IS NULL OR type = $2) AND ($3 IS NULL OR status = $3) AND (created_at, id) < ($4, $5)
        ORDER BY created_at DESC, id DESC
        LIMIT $6
        """,
        JobRow.ReadListed,
        userId.ToString("D"),
        query.Type,
        query.Status is { } status ? StatusText.Format(status) : null,
        SqliteTime.Format(query.After?.CreatedAt ?? DateTimeOffset.MaxValue),
        (query.After?.Id ?? Guid.AllBitsSet).ToString("D"),
        query.Limit + 1);

    public IReadOnlyList<AiJobState> ReadWindow(Guid userId, int finished) => Query(
        $"""
        SELECT * FROM (SELECT {JobRow.ListedColumns} FROM ai_jobs WHERE user_id = $1 AND completed_at IS NULL)
        UNION ALL
        SELECT * FROM (
          SELECT {JobRow.ListedColumns} FROM ai_jobs WHERE user_id = $1 AND completed_at IS NOT NULL ORDER BY changed_at DESC, id DESC LIMIT $2)
        ORDER BY changed_at, id
        """,
        JobRow.ReadListed,
        userId.ToString("D"),
        finished);

    public IReadOnlyList<UnfinishedJob> ReadUnfinished(Guid? after, int limit) => Query(
        """
        SELECT id, owner, next_attempt_at, changed_at, trace_parent FROM ai_jobs
        WHERE completed_at IS NULL AND id > $1
        ORDER BY id
        LIMIT $2
        """,
        row => new UnfinishedJob(
            row.GetGuid(0),
            row.IsDBNull(1) ? null : row.GetString(1),
            row.IsDBNull(2) ? null : row.GetFieldValue<DateTimeOffset>(2),
            row.GetFieldValue<DateTimeOffset>(3),
            row.IsDBNull(4) ? null : row.GetString(4)),
        after?.ToString("D") ?? "",
        limit);

    public IReadOnlyList<FinishedRun> ReadFinishedRuns(int limit) => Query(
        $"""
        SELECT {JobRow.RunColumns}, length(result_data) FROM ai_jobs
        WHERE completed_at IS NOT NULL AND status = 'completed' AND attempt > 0 ORDER BY completed_at DESC, id DESC LIMIT $1
        """,
        JobRow.ReadRun,
        limit);

    /// <summary>Reads from the table, so that a file that is none shows.</summary>
    public int Check() => Query("SELECT 1 FROM ai_jobs LIMIT 1", row => row.GetInt32(0)).Count;

    private List<T> Query<T>(string sql, Func<SqliteDataReader, T> read, params ReadOnlySpan<object?> values)
    {
        using var statement = new SqliteStatement(connection, sql);
        return statement.Query(read, values);
    }

    // Of hexadecimal digits and hyphens only: nothing to escape.
    private static string JsonOf(IReadOnlyCollection<Guid> ids) => JsonSerializer.Serialize(ids.Select(id => id.ToString("D")));
}
