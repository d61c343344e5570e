using Npgsql;
using OrleansAiJobs.Grains.Interfaces.History;
using OrleansAiJobs.Grains.Storage;
using OrleansAiJobs.Grains.Storage.Postgres;
using OrleansAiJobs.Tests.Servers;

namespace OrleansAiJobs.Tests.Unit.Storage.Postgres;

/// <summary>A network and a server that fail.</summary>
[Collection(PostgresTests.Name)]
public sealed class PostgresFaultTests(PostgresTests.Fixture postgres) : IAsyncLifetime
{
    private static readonly CancellationToken None = CancellationToken.None;

    // Longer than any caller may wait, so that a busy machine does not fail the test; far shorter than a driver left alone would wait.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private FaultyLink _link = null!;
    private NpgsqlDataSource _dataSource = null!;
    private PostgresJobStore _store = null!;

    public async Task InitializeAsync()
    {
        _link = FaultyLink.To(postgres.Server.Port);
        var settings = new NpgsqlConnectionStringBuilder(await postgres.Server.CreateDatabaseAsync()) { Port = _link.Port };
        _dataSource = PostgresConnections.Create(settings.ConnectionString);
        _store = NewStore();
        await _store.PrepareAsync(None);
        // Opens the connections that the tests then break.
        await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => _store.WriteAsync(SampleJobs.Pending(), expectedETag: null, None)));
    }

    public async Task DisposeAsync()
    {
        await _store.DisposeAsync();
        await _dataSource.DisposeAsync();
        await _link.DisposeAsync();
    }

    [Fact]
    public async Task A_lost_acknowledgement_does_not_show_to_who_writes()
    {
        var job = SampleJobs.Pending();

        _link.LoseAnswer();
        var inserted = await _store.WriteAsync(job, expectedETag: null, None);
        Assert.False(_link.IsAboutToLose);
        Assert.Equal(inserted, (await _store.ReadAsync(job.Id, None))?.ETag);

        _link.LoseAnswer();
        var updated = await _store.WriteAsync(job with { Version = 2 }, inserted, None);
        Assert.False(_link.IsAboutToLose);
        var row = await _store.ReadAsync(job.Id, None);
        Assert.Equal(updated, row?.ETag);
        Assert.Equal(2, row?.Job.Version);

        _link.LoseAnswer();
        await _store.DeleteAsync(job.Id, updated, rememberedAt: null, None);
        Assert.False(_link.IsAboutToLose);
        Assert.Null(await _store.ReadAsync(job.Id, None));
    }

    [Fact]
    public async Task A_batch_is_stored_once_if_its_answer_is_lost()
    {
        var user = Guid.NewGuid();
        var jobs = Enumerable.Range(0, 5).Select(_ => SampleJobs.Pending(user)).ToList();

        _link.LoseAnswer();
        await _store.InsertAllAsync(jobs, None);

        Assert.False(_link.IsAboutToLose);
        Assert.Equal(5, (await _store.ReadManyAsync([.. jobs.Select(job => job.Id)], None)).Count);
    }

    [Fact]
    public async Task Retention_deletes_also_if_the_answer_is_lost()
    {
        var job = SampleJobs.Completed(userId: null, SampleJobs.Noon);
        await _store.WriteAsync(job, expectedETag: null, None);

        // Opens the connection that is then broken: those of the writes are kept apart.
        await _store.CheckAsync(None);
        _link.LoseAnswer(1);
        var deleted = await _store.DeleteFinishedBeforeAsync(SampleJobs.Noon.AddDays(1), limit: 10, None);

        Assert.False(_link.IsAboutToLose);
        // It was repeated, and there was nothing left to delete.
        Assert.Equal(0, deleted);
        Assert.Null(await _store.ReadAsync(job.Id, None));
    }

    [Fact]
    public async Task A_server_that_cannot_be_reached_fails_every_call_in_time_and_works_again_when_back()
    {
        var job = SampleJobs.Pending();
        _link.Cut();

        await AssertAllFailAsync(job);

        _link.Mend();
        await _store.WriteAsync(job, expectedETag: null, None);
        JobAssert.Same(job, (await _store.ReadAsync(job.Id, None))?.Job);
    }

    [Fact]
    public async Task A_server_that_hangs_fails_every_call_in_time_and_works_again_when_back()
    {
        var job = SampleJobs.Pending();
        _link.Freeze();

        await AssertAllFailAsync(job);
        // The second time the connections that hang are being given up: that must not keep others waiting.
        await AssertAllFailAsync(job);

        _link.Thaw();
        await WaitForAnswersAsync();
        var other = SampleJobs.Pending();
        await _store.WriteAsync(other, expectedETag: null, None);
        JobAssert.Same(other, (await _store.ReadAsync(other.Id, None))?.Job);
    }

    [Fact]
    public async Task Short_outages_do_not_show()
    {
        var job = SampleJobs.Pending();
        _link.Cut();

        var write = _store.WriteAsync(job, expectedETag: null, None);
        var read = _store.ReadAsync(job.Id, None);
        var check = _store.CheckAsync(None);
        _link.Mend();

        await Task.WhenAll(write, read, check);
    }

    [Fact]
    public async Task After_a_crash_of_the_server_what_was_acknowledged_is_there_and_writing_goes_on()
    {
        var job = SampleJobs.Pending();
        var etag = await _store.WriteAsync(job, expectedETag: null, None);

        await postgres.CrashAndRestartAsync();

        Assert.Equal(etag, (await _store.ReadAsync(job.Id, None))?.ETag);
        await _store.WriteAsync(job with { Version = 2 }, etag, None);
    }

    private PostgresJobStore NewStore() => new(_dataSource, TimeProvider.System);

    // Some two hundred connections that were begun meanwhile all reach the server now, and it looks at each.
    private async Task WaitForAnswersAsync()
    {
        var thawedAt = TimeProvider.System.GetTimestamp();
        while (await Record.ExceptionAsync(() => _store.CheckAsync(None)) is { } failure)
        {
            Assert.True(TimeProvider.System.GetElapsedTime(thawedAt) < Patience, failure.ToString());
        }
    }

    private async Task AssertAllFailAsync(Grains.Jobs.AiJobState job)
    {
        Task[] calls =
        [
            _store.WriteAsync(job, expectedETag: null, None),
            _store.InsertAllAsync([SampleJobs.Pending()], None),
            _store.DeleteAsync(job.Id, Guid.NewGuid().ToString(), rememberedAt: null, None),
            _store.ReadAsync(job.Id, None),
            _store.ReadManyAsync([job.Id], None),
            _store.CheckAsync(None),
            .. Enumerable.Range(0, 60).Select(_ => _store.ReadPageAsync(job.UserId, new HistoryQuery { Limit = 10 }, None)),
        ];
        var failures = await Task.WhenAll(calls.Select(call => Record.ExceptionAsync(() => call))).WaitAsync(Patience, TimeProvider.System, None);
        Assert.All(failures, failure => Assert.IsType<StorageException>(failure));
    }
}
