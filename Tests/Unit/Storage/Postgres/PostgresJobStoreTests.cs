using Npgsql;
using OrleansAiJobs.Grains.Storage;

namespace OrleansAiJobs.Tests.Unit.Storage.Postgres;

[Collection(PostgresTests.Name)]
public sealed class PostgresJobStoreTests(PostgresTests.Fixture postgres) : JobStoreConformance
{
    [Fact]
    public async Task A_job_that_is_retried_while_retention_deletes_it_stays()
    {
        var retried = SampleJobs.Completed(userId: null, SampleJobs.Noon);
        var old = SampleJobs.Completed(userId: null, SampleJobs.Noon);
        await Store.WriteAsync(retried, expectedETag: null, CancellationToken.None);
        await Store.WriteAsync(old, expectedETag: null, CancellationToken.None);
        await using var connection = await ((PostgresStoreHost)Host).DataSource.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using var retry = new NpgsqlCommand("UPDATE ai_jobs SET status = 'pending', completed_at = NULL WHERE id = $1", connection)
        {
            Parameters = { new NpgsqlParameter<Guid> { TypedValue = retried.Id } },
        };
        await retry.ExecuteNonQueryAsync();

        var deleting = Store.DeleteFinishedBeforeAsync(SampleJobs.Noon.AddDays(1), limit: 10, CancellationToken.None);
        await WaitUntilBlockedAsync();
        await transaction.CommitAsync();

        Assert.Equal(1, await deleting);
        Assert.NotNull(await Store.ReadAsync(retried.Id, CancellationToken.None));
        Assert.Null(await Store.ReadAsync(old.Id, CancellationToken.None));
    }

    [Fact]
    public async Task A_user_whose_row_was_deleted_after_their_last_job_may_have_another()
    {
        var known = SampleJobs.Completed(userId: null, SampleJobs.Noon);
        await Store.WriteAsync(known, expectedETag: null, CancellationToken.None);
        await using var deletion = ((PostgresStoreHost)Host).DataSource.CreateCommand("DELETE FROM ai_jobs; DELETE FROM users");
        await deletion.ExecuteNonQueryAsync();

        var next = SampleJobs.Completed(known.UserId, SampleJobs.Noon);
        await Store.WriteAsync(next, expectedETag: null, CancellationToken.None);

        Assert.Equal(next.Id, (await Store.ReadAsync(next.Id, CancellationToken.None))?.Job.Id);
    }

    private async Task WaitUntilBlockedAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10), TimeProvider.System);
        // Of this database only: tests of others run on the same server.
        await using var command = ((PostgresStoreHost)Host).DataSource.CreateCommand(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'");
        while (await command.ExecuteScalarAsync(patience.Token) is 0L)
        {
        }
    }

    private protected override Task<IStoreHost> CreateHostAsync() => PostgresStoreHost.CreateAsync(postgres);
}
