using Npgsql;
using OrleansAiJobs.Grains.Storage.Postgres;

namespace OrleansAiJobs.Tests.Unit.Storage.Postgres;

[Collection(PostgresTests.Name)]
public sealed class KeptConnectionsTests(PostgresTests.Fixture postgres) : IAsyncLifetime
{
    private static readonly CancellationToken None = CancellationToken.None;

    private KeptConnections _kept = null!;

    public async Task InitializeAsync() => _kept = KeepTwo(await postgres.GetSharedDatabaseAsync());

    public async Task DisposeAsync() => await _kept.DisposeAsync();

    [Fact]
    public async Task One_after_the_other_all_work_is_done_on_one_connection()
    {
        var first = await ProcessAsync();

        Assert.Equal(first, await ProcessAsync());
        Assert.Equal(first, await ProcessAsync());
    }

    [Fact]
    public async Task The_one_that_came_back_last_is_lent_first()
    {
        var (early, late) = await TwoAtOnceAsync();

        Assert.NotEqual(early, late);
        Assert.Equal(late, await ProcessAsync());
    }

    [Fact]
    public async Task Those_past_the_most_go_back_to_the_pool()
    {
        await _kept.UseAsync(async _ => await _kept.UseAsync(async _ => await ProcessAsync(), None), None);

        Assert.Equal(2, _kept.Resting);
    }

    [Fact]
    public async Task What_the_server_refuses_costs_no_connection()
    {
        var first = await ProcessAsync();

        await Assert.ThrowsAsync<PostgresException>(() => _kept.UseAsync(connection => ReadAsync(connection, "SELECT 1 / 0"), None));

        Assert.Equal(first, await ProcessAsync());
    }

    [Fact]
    public async Task When_one_breaks_those_at_rest_are_given_up_too()
    {
        var (_, late) = await TwoAtOnceAsync();
        Assert.Equal(2, _kept.Resting);

        await Assert.ThrowsAnyAsync<NpgsqlException>(() => _kept.UseAsync(connection => ReadAsync(connection, "SELECT pg_terminate_backend(pg_backend_pid())::int"), None));

        // The pool may lend the one that is well again.
        Assert.Equal(0, _kept.Resting);
        Assert.NotEqual(late, await ProcessAsync());
    }

    private static KeptConnections KeepTwo(NpgsqlDataSource dataSource) => new(dataSource, most: 2);

    private Task<int> ProcessAsync() => _kept.UseAsync(connection => ReadAsync(connection, "SELECT pg_backend_pid()"), None);

    /// <summary>The server's processes of two connections, in the order in which they come back.</summary>
    private async Task<(int Early, int Late)> TwoAtOnceAsync()
    {
        var early = 0;
        var late = await _kept.UseAsync(
            async connection =>
            {
                early = await ProcessAsync();
                return await ReadAsync(connection, "SELECT pg_backend_pid()");
            },
            None);
        return (early, late);
    }

    private static async Task<int> ReadAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return (int)(await command.ExecuteScalarAsync(None))!;
    }
}
