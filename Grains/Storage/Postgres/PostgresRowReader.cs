using Npgsql;
using NpgsqlTypes;
using OrleansAiJobs.Grains.Interfaces.History;
using OrleansAiJobs.Grains.Jobs;
using OrleansAiJobs.Grains.Storage.Rows;

namespace OrleansAiJobs.Grains.Storage.Postgres;

/// <summary>The queries, and the deletion of old rows.</summary>
/// <param name="kept">For what comes all the time.</param>
/// <param name="dataSource">For the rest.</param>
internal sealed class PostgresRowReader(KeptConnections kept, NpgsqlDataSource dataSource)
{
    /// <summary>In one round trip. Ids that are made only once are not looked for among the deleted.</summary>
    public Task<IReadOnlyList<FoundJob>> FindAllAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken) =>
        kept.UseAsync(connection => FindAllAsync(connection, ids, cancellationToken), cancellationToken);

    public Task<IReadOnlyList<AiJobState>> ReadListedAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken) => QueryAsync(
        $"SELECT {JobRow.ListedColumns} FROM ai_jobs WHERE id = any($1)",
        JobRow.ReadListed,
        cancellationToken,
        Ids(ids));

    public Task<IReadOnlyList<AiJobState>> ReadPageAsync(Guid userId, HistoryQuery query, CancellationToken cancellationToken) => QueryAsync(
        $"""
        SELECT {JobRow.ListedColumns} FROM ai_jobs
        WHERE user_id = $1 AND ($2 IS NULL OR type = $2) AND ($3 IS NULL OR status = $3) AND (created_at, id) < ($4, $5)
        ORDER BY created_at DESC, id DESC
        LIMIT $6
        """,
        JobRow.ReadListed,
        cancellationToken,
        Uuid(userId),
        Text(query.Type),
        Text(query.Status is { } status ? StatusText.Format(status) : null),
        Time(query.After?.CreatedAt ?? DateTimeOffset.MaxValue),
        Uuid(query.After?.Id ?? Guid.AllBitsSet),
        Integer(query.Limit + 1));

    public Task<IReadOnlyList<AiJobState>> ReadWindowAsync(Guid userId, int finished, CancellationToken cancellationToken) => QueryAsync(
        $"""
        SELECT * FROM (SELECT {JobRow.ListedColumns} FROM ai_jobs WHERE user_id = $1 AND completed_at IS NULL) AS unfinished
        UNION ALL
        SELECT * FROM (
          SELECT {JobRow.ListedColumns} FROM ai_jobs
          WHERE user_id = $1 AND finished_changed_at IS NOT NULL ORDER BY finished_changed_at DESC, id DESC LIMIT $2) AS finished
        ORDER BY changed_at, id
        """,
        JobRow.ReadListed,
        cancellationToken,
        Uuid(userId),
        Integer(finished));

    public Task<IReadOnlyList<UnfinishedJob>> ReadUnfinishedAsync(Guid? after, int limit, CancellationToken cancellationToken) => QueryAsync(
        """
        SELECT id, owner, next_attempt_at, changed_at, trace_parent FROM ai_jobs
        WHERE completed_at IS NULL AND ($1 IS NULL OR id > $1)
        ORDER BY id
        LIMIT $2
        """,
        row => new UnfinishedJob(
            row.GetGuid(0),
            row.IsDBNull(1) ? null : row.GetString(1),
            row.IsDBNull(2) ? null : row.GetFieldValue<DateTimeOffset>(2),
            row.GetFieldValue<DateTimeOffset>(3),
            row.IsDBNull(4) ? null : row.GetString(4)),
        cancellationToken,
        new NpgsqlParameter<Guid?> { TypedValue = after, NpgsqlDbType = NpgsqlDbType.Uuid },
        Integer(limit));

    public Task<IReadOnlyList<FinishedRun>> ReadFinishedRunsAsync(int limit, CancellationToken cancellationToken) => QueryAsync(
        $"""
        SELECT {JobRow.RunColumns}, length(result_data::text) FROM ai_jobs
        WHERE completed_at IS NOT NULL AND status = 'completed' AND attempt > 0 ORDER BY completed_at DESC, id DESC LIMIT $1
        """,
        JobRow.ReadRun,
        cancellationToken,
        Integer(limit));

    /// <summary>Reads from the table, so that a database without it shows.</summary>
    public Task<IReadOnlyList<int>> CheckAsync(CancellationToken cancellationToken) =>
        QueryAsync("SELECT 1 FROM ai_jobs LIMIT 1", row => row.GetInt32(0), cancellationToken);

    public Task<int> ForgetDeletedAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken) => ExecuteAsync(
        """
        DELETE FROM deleted_ai_jobs
        WHERE id = any(ARRAY(SELECT id FROM deleted_ai_jobs WHERE deleted_at < $1 ORDER BY deleted_at LIMIT $2))
        """,
        cancellationToken,
        Time(before),
        Integer(limit));

    /// <summary>Deletes the jobs that ended first, and returns how many.</summary>
    public Task<int> DeleteFinishedAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken) => ExecuteAsync(
        // The time twice: a job that is retried meanwhile is locked, then looked at again, and stays.
        """
        DELETE FROM ai_jobs
        WHERE id = any(ARRAY(SELECT id FROM ai_jobs WHERE completed_at < $1 ORDER BY completed_at, id LIMIT $2)) AND completed_at < $1
        """,
        cancellationToken,
        Time(before),
        Integer(limit));

    private static async Task<IReadOnlyList<FoundJob>> FindAllAsync(NpgsqlConnection connection, IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken)
    {
        await using var batch = connection.CreateBatch();
        batch.BatchCommands.Add(new NpgsqlBatchCommand($"SELECT {JobRow.AllColumns} FROM ai_jobs WHERE id = any($1)") { Parameters = { Ids(ids) } });
        Guid[] repeatable = [.. ids.Where(JobIds.MayComeAgain)];
        if (repeatable.Length > 0)
        {
            batch.BatchCommands.Add(new NpgsqlBatchCommand("SELECT id, deleted_at FROM deleted_ai_jobs WHERE id = any($1)") { Parameters = { Ids(repeatable) } });
        }

        await batch.PrepareAsync(cancellationToken);
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        var stored = await ReadRowsAsync(reader, JobRow.ReadAll, cancellationToken);
        var deleted = await reader.NextResultAsync(cancellationToken) ? await ReadRowsAsync(reader, JobRow.ReadDeleted, cancellationToken) : [];
        return JobRow.Join(stored, deleted);
    }

    private async Task<int> ExecuteAsync(string sql, CancellationToken cancellationToken, params NpgsqlParameter[] parameters)
    {
        await using var command = dataSource.CreateCommand(sql);
        command.Parameters.AddRange(parameters);
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private async Task<IReadOnlyList<T>> QueryAsync<T>(
        string sql,
        Func<NpgsqlDataReader, T> read,
        CancellationToken cancellationToken,
        params NpgsqlParameter[] parameters)
    {
        await using var command = dataSource.CreateCommand(sql);
        command.Parameters.AddRange(parameters);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await ReadRowsAsync(reader, read, cancellationToken);
    }

    private static async Task<List<T>> ReadRowsAsync<T>(NpgsqlDataReader reader, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken)
    {
        var rows = new List<T>();
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add(read(reader));
        }

        return rows;
    }

    private static NpgsqlParameter<Guid[]> Ids(IReadOnlyCollection<Guid> ids) => new() { TypedValue = [.. ids] };

    private static NpgsqlParameter<Guid> Uuid(Guid id) => new() { TypedValue = id };

    private static NpgsqlParameter<string?> Text(string? text) => new() { TypedValue = text, NpgsqlDbType = NpgsqlDbType.Text };

    private static NpgsqlParameter<int> Integer(int number) => new() { TypedValue = number };

    private static NpgsqlParameter<DateTimeOffset> Time(DateTimeOffset time) =>
        new() { TypedValue = RowTime.Truncate(time), NpgsqlDbType = NpgsqlDbType.TimestampTz };
}
