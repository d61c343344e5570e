using Npgsql;

namespace OrleansAiJobs.Grains.Storage.Postgres;

/// <inheritdoc cref="IKeyStore"/>
internal sealed class PostgresKeyStore(NpgsqlDataSource dataSource, TimeProvider time) : IKeyStore
{
    private readonly BoundedCall _calls = new(PostgresErrors.IsTransient, time);

    public Task<IReadOnlyList<string>> ReadAllAsync(CancellationToken cancellationToken) =>
        _calls.RunAsync("reading session keys", ReadAsync, cancellationToken);

    public Task AddAsync(string name, string xml, CancellationToken cancellationToken) => _calls.RunAsync(
        "storing a session key",
        async token =>
        {
            await using var command = dataSource.CreateCommand(
                "INSERT INTO data_protection_keys (name, xml) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING");
            command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = name });
            command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = xml });
            return await command.ExecuteNonQueryAsync(token);
        },
        cancellationToken);

    private async Task<IReadOnlyList<string>> ReadAsync(CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand("SELECT xml FROM data_protection_keys ORDER BY created_at, name");
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        List<string> keys = [];
        while (await rows.ReadAsync(cancellationToken))
        {
            keys.Add(rows.GetString(0));
        }

        return keys;
    }
}
