using Npgsql;

namespace OrleansAiJobs.Grains.Storage.Postgres;

/// <summary>Brings a database up to date; the table <c>ai_jobs_schema</c> says which scripts ran.</summary>
internal static class PostgresSchema
{
    // Any number will do, as long as no other program in this database locks the same.
    private const long LockKey = 0x61695F6A6F6273;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <summary>Safe to run in many processes at once: one works, the others wait and find it done.</summary>
    public static async Task UpgradeAsync(NpgsqlDataSource dataSource, CancellationToken cancellationToken)
    {
        var scripts = SchemaScript.Beside(typeof(PostgresSchema));
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        // The lock ends with the transaction, and so with the process.
        await RunAsync(connection, $"SELECT pg_advisory_xact_lock({LockKey})", cancellationToken);
        await RunAsync(
            connection,
            """
            CREATE TABLE IF NOT EXISTS ai_jobs_schema (
              version INTEGER PRIMARY KEY,
              applied_at TIMESTAMPTZ NOT NULL DEFAULT now())
            """,
            cancellationToken);
        var version = await RunAsync(connection, "SELECT coalesce(max(version), 0) FROM ai_jobs_schema", cancellationToken);
        foreach (var script in SchemaScript.After(Convert.ToInt32(version), scripts, $"The database {connection.Database}"))
        {
            await RunAsync(connection, script.Sql, cancellationToken);
            await RunAsync(connection, $"INSERT INTO ai_jobs_schema (version) VALUES ({script.Number})", cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
    }

    private static async Task<object?> RunAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.CommandTimeout = (int)Patience.TotalSeconds;
        return await command.ExecuteScalarAsync(cancellationToken);
    }
}
