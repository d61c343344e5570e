using System.Globalization;
using System.Text.Json.Nodes;
using Npgsql;

namespace OrleansAiJobs.Tests.EndToEnd.Processes;

/// <summary>The truth: <c>ai_jobs</c>, read with plain SQL as anybody would.</summary>
internal sealed class JobTable(string connectionString)
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(200);

    public string ConnectionString => connectionString;

    public async Task<IReadOnlyList<JobTableRow>> ReadAsync()
    {
        await using var source = NpgsqlDataSource.Create($"{connectionString};Pooling=false");
        await using var command = source.CreateCommand(
            "SELECT id, user_id, status, owner, attempts, result_data, error_code, version, etag, max_attempts FROM ai_jobs ORDER BY created_at, id");
        await using var reader = await command.ExecuteReaderAsync();
        List<JobTableRow> rows = [];
        while (await reader.ReadAsync())
        {
            rows.Add(new JobTableRow(
                reader.GetGuid(0).ToString("D"),
                reader.GetGuid(1),
                reader.GetString(2),
                reader.GetValue(3) as string,
                [.. JsonNode.Parse(reader.GetString(4))!.AsArray().Select(ReadAttempt)],
                reader.GetValue(5) is string result ? JsonNode.Parse(result) : null,
                reader.GetValue(6) as string,
                reader.GetInt32(7),
                reader.GetGuid(8),
                reader.GetInt32(9)));
        }

        return rows;
    }

    /// <summary>Deletes every row.</summary>
    public async Task ClearAsync()
    {
        await using var source = NpgsqlDataSource.Create($"{connectionString};Pooling=false");
        await using var command = source.CreateCommand("DELETE FROM ai_jobs");
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>How many keys there are that encrypt session cookies.</summary>
    public async Task<long> CountSessionKeysAsync()
    {
        await using var source = NpgsqlDataSource.Create($"{connectionString};Pooling=false");
        await using var command = source.CreateCommand("SELECT count(*) FROM data_protection_keys");
        return (long)(await command.ExecuteScalarAsync())!;
    }

    public Task<IReadOnlyList<JobTableRow>> WaitUntilAllAreTerminalAsync(TimeSpan limit) =>
        WaitUntilAsync("that every job is terminal", rows => rows.All(row => row.IsTerminal), limit);

    /// <summary>Reads again and again until the rows are as awaited; a database that is away is waited for.</summary>
    /// <exception cref="TimeoutException">They were not within the limit; the message shows the rows that are not finished.</exception>
    public async Task<IReadOnlyList<JobTableRow>> WaitUntilAsync(string what, Func<IReadOnlyList<JobTableRow>, bool> met, TimeSpan limit)
    {
        IReadOnlyList<JobTableRow> rows = [];
        using var timeout = new CancellationTokenSource(limit, TimeProvider.System);
        try
        {
            while (true)
            {
                try
                {
                    rows = await ReadAsync();
                    if (met(rows))
                    {
                        return rows;
                    }
                }
                catch (NpgsqlException)
                {
                    // Away, as a test may want it.
                }

                await Task.Delay(PollInterval, TimeProvider.System, timeout.Token);
            }
        }
        catch (OperationCanceledException e)
        {
            var open = rows.Where(row => !row.IsTerminal).ToArray();
            throw new TimeoutException(
                $"Waited {limit} {what}. {open.Length} of {rows.Count} jobs are unfinished:\n{string.Join('\n', open.Take(20))}", e);
        }
    }

    private static JobTableAttempt ReadAttempt(JsonNode? attempt) => new(
        attempt!["number"]!.GetValue<int>(),
        DateTimeOffset.Parse(attempt["startedAt"]!.GetValue<string>(), CultureInfo.InvariantCulture),
        attempt["error"]?["code"]?.GetValue<string>());
}
