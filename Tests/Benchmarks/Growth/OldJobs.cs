using System.Globalization;
using Npgsql;

namespace OrleansAiJobs.Tests.Benchmarks.Growth;

/// <summary>Puts finished jobs of earlier days into the table, all of them like one that the servers have stored.</summary>
internal sealed class OldJobs(NpgsqlDataSource database)
{
    private const int JobsOfAnother = 100;

    private static readonly TimeSpan StatementTimeout = TimeSpan.FromMinutes(30);

    /// <summary>Of the last 20 days, evenly; so many of one user, the others of users who have a hundred each.</summary>
    public async Task AddAsync(Guid pattern, int count, Guid user, int ofUser, CancellationToken cancellationToken)
    {
        await AddUsersAsync((count - ofUser) / JobsOfAnother, cancellationToken);
        await AddJobsAsync(pattern, ofUser, $"'{user}'::uuid", "interval '20 days' * number / total", cancellationToken);
        await AddJobsAsync(pattern, count - ofUser, AnyOther, "interval '20 days' * number / total", cancellationToken);
        // As autovacuum would some minutes later.
        await ExecuteAsync("VACUUM ANALYZE", cancellationToken);
    }

    /// <summary>Of others, finished so long ago that retention may delete them.</summary>
    public Task AddOutlivedAsync(Guid pattern, int count, TimeSpan age, CancellationToken cancellationToken) =>
        AddJobsAsync(pattern, count, AnyOther, $"interval '{age.TotalDays.ToString(CultureInfo.InvariantCulture)} days' + interval '1 second' * number", cancellationToken);

    /// <summary>How many finished longer ago than that are still there.</summary>
    public async Task<long> CountOutlivedAsync(TimeSpan age, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("SELECT count(*) FROM ai_jobs WHERE completed_at < now() - $1");
        command.Parameters.AddWithValue(age);
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    private const string AnyOther = "(SELECT array_agg(id) FROM old_users)[1 + number % (SELECT count(*) FROM old_users)]";

    private async Task AddUsersAsync(int count, CancellationToken cancellationToken)
    {
        await ExecuteAsync("CREATE TABLE IF NOT EXISTS old_users (id UUID PRIMARY KEY)", cancellationToken);
        await ExecuteAsync(
            $"WITH new AS (INSERT INTO users SELECT gen_random_uuid() FROM generate_series(1, {Math.Max(1, count)}) RETURNING id) INSERT INTO old_users SELECT id FROM new",
            cancellationToken);
    }

    private async Task AddJobsAsync(Guid pattern, int count, string user, string age, CancellationToken cancellationToken)
    {
        var columns = await ReadColumnsAsync(cancellationToken);
        var values = columns.Select(column => column switch
        {
            "id" or "etag" => "gen_random_uuid()",
            "user_id" => user,
            "created_at" or "started_at" or "completed_at" or "changed_at" => $"pattern.{column} - ({age})",
            _ => $"pattern.{column}",
        });
        await ExecuteAsync(
            $"""
            INSERT INTO ai_jobs ({string.Join(", ", columns)})
            SELECT {string.Join(", ", values)}
            FROM ai_jobs AS pattern, generate_series(1, {count}) AS number, (SELECT {count} AS total) AS all_of_them
            WHERE pattern.id = '{pattern}'
            """,
            cancellationToken);
    }

    // Whatever a later version adds to the table comes along.
    private async Task<IReadOnlyList<string>> ReadColumnsAsync(CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            "SELECT column_name FROM information_schema.columns WHERE table_name = 'ai_jobs' AND is_generated = 'NEVER' ORDER BY ordinal_position");
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        List<string> columns = [];
        while (await reader.ReadAsync(cancellationToken))
        {
            columns.Add(reader.GetString(0));
        }

        return columns;
    }

    private async Task ExecuteAsync(string sql, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(sql);
        command.CommandTimeout = (int)StatementTimeout.TotalSeconds;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
