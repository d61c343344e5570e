using Npgsql;
using OrleansAiJobs.Tests.EndToEnd.Processes;
using StackExchange.Redis;

namespace OrleansAiJobs.Tests.EndToEnd.Cluster;

/// <summary>What a cluster writes down: of keys nothing, of prompts only the input.</summary>
[Collection(OneAtATime.Name)]
public sealed class StoredSecretsTests(SharedCluster cluster)
{
    // The input, and its beginning for histories.
    private static readonly string[] InputColumns = ["input_data", "input_preview"];

    [Fact]
    [Trait("Suite", "Full")]
    public async Task Neither_key_nor_prompt_stands_anywhere_but_in_the_input_of_jobs()
    {
        var app = await cluster.GetAsync();
        Planted.Script(app.Ai);
        using var visitor = await app.VisitAsync();

        await Planted.VisitAsync(visitor);
        var rows = await ReadDatabaseAsync(app.Jobs.ConnectionString);
        var redis = await ReadRedisAsync(app.Redis.ConnectionString);

        Assert.Contains(rows, row => row.Contains("\"status\": \"failed\"", StringComparison.Ordinal));
        Assert.NotEmpty(redis);
        string[] logs = [.. app.Silos.Select(silo => silo.Output), .. app.Frontends.Select(frontend => frontend.Output)];
        foreach (var secret in new[] { Planted.ApiKey, Planted.Prompt })
        {
            Assert.DoesNotContain(rows.Concat(redis), text => text.Contains(secret, StringComparison.OrdinalIgnoreCase));
            Assert.DoesNotContain(logs.SelectMany(log => log.Split('\n')), line => line.Contains(secret, StringComparison.OrdinalIgnoreCase));
        }
    }

    /// <summary>Every row of every table as JSON, without the input.</summary>
    private static async Task<IReadOnlyList<string>> ReadDatabaseAsync(string connectionString)
    {
        await using var source = NpgsqlDataSource.Create($"{connectionString};Pooling=false");
        List<string> rows = [];
        foreach (var table in await ReadAsync(source, "SELECT quote_ident(table_name) FROM information_schema.tables WHERE table_schema = 'public'"))
        {
            rows.AddRange(await ReadAsync(source, $"SELECT (to_jsonb(one) - '{InputColumns[0]}' - '{InputColumns[1]}')::text FROM {table} one"));
        }

        return rows;
    }

    private static async Task<IReadOnlyList<string>> ReadAsync(NpgsqlDataSource source, string sql)
    {
        await using var command = source.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync();
        List<string> texts = [];
        while (await reader.ReadAsync())
        {
            texts.Add(reader.GetString(0));
        }

        return texts;
    }

    /// <summary>Every key with its value.</summary>
    private static async Task<IReadOnlyList<string>> ReadRedisAsync(string connectionString)
    {
        await using var redis = await ConnectionMultiplexer.ConnectAsync(connectionString);
        var database = redis.GetDatabase();
        List<string> values = [];
        await foreach (var key in redis.GetServers()[0].KeysAsync())
        {
            values.Add($"{key} {await database.KeyTypeAsync(key) switch
            {
                RedisType.Hash => string.Join('\n', await database.HashGetAllAsync(key)),
                RedisType.SortedSet => string.Join('\n', await database.SortedSetRangeByRankAsync(key)),
                RedisType.Set => string.Join('\n', await database.SetMembersAsync(key)),
                RedisType.List => string.Join('\n', await database.ListRangeAsync(key)),
                _ => (string?)await database.StringGetAsync(key),
            }}");
        }

        return values;
    }
}
