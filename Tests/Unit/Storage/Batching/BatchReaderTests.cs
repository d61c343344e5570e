using System.Threading.Channels;
using Microsoft.Extensions.Time.Testing;
using OrleansAiJobs.Grains.Storage;
using OrleansAiJobs.Grains.Storage.Batching;

namespace OrleansAiJobs.Tests.Unit.Storage.Batching;

public sealed class BatchReaderTests : IAsyncLifetime
{
    private static readonly CancellationToken None = CancellationToken.None;
    private readonly Channel<Query> _queries = Channel.CreateUnbounded<Query>();
    private readonly FakeTimeProvider _time = new();
    private BatchReader _reader = null!;

    public Task InitializeAsync()
    {
        _reader = NewReader();
        _reader.Start();
        return Task.CompletedTask;
    }

    public async Task DisposeAsync() => await _reader.DisposeAsync();

    [Fact]
    public async Task Ids_that_wait_are_read_by_one_query_and_each_gets_its_row()
    {
        var first = _reader.FindAsync(Guid.NewGuid(), None);
        var busy = await NextAsync();
        FoundJob[] rows = [.. Enumerable.Range(0, 10).Select(_ => Found())];

        var reads = rows.Select(row => _reader.FindAsync(row.Id, None)).ToList();
        var missing = _reader.FindAsync(Guid.NewGuid(), None);
        busy.Answer.SetResult([]);
        var query = await NextAsync();
        query.Answer.SetResult(rows);

        Assert.Equal(11, query.Ids.Count);
        Assert.Equal(rows, await Task.WhenAll(reads));
        Assert.Null(await missing);
        Assert.Null(await first);
    }

    [Fact]
    public async Task Two_that_ask_for_the_same_row_both_get_it()
    {
        var row = Found();
        var first = _reader.FindAsync(row.Id, None);
        var second = _reader.FindAsync(row.Id, None);

        (await NextAsync()).Answer.SetResult([row]);
        (await NextAsync()).Answer.SetResult([row]);

        Assert.Same(row, await first);
        Assert.Same(row, await second);
    }

    [Fact]
    public async Task A_read_that_fails_is_repeated()
    {
        var row = Found();
        var read = _reader.FindAsync(row.Id, None);

        (await NextAsync()).Answer.SetException(new IOException("The connection was lost."));
        (await NextAsync()).Answer.SetResult([row]);

        Assert.Same(row, await read);
    }

    [Fact]
    public async Task A_database_that_hangs_is_given_up_in_time()
    {
        var read = _reader.FindAsync(Guid.NewGuid(), None);
        var query = await NextAsync();

        _time.Advance(StoreTimeout.Call);

        await Assert.ThrowsAsync<StorageException>(() => read);
        query.Answer.SetResult([]);
    }

    private static FoundJob Found()
    {
        var job = SampleJobs.Pending();
        return new FoundJob(job.Id, new StoredJob(job, "etag"), DeletedAt: null);
    }

    private BatchReader NewReader() => new(
        new BatchLimits { Lingers = [BatchLimits.Linger] },
        (ids, _) =>
        {
            var query = new Query(ids, new TaskCompletionSource<IReadOnlyList<FoundJob>>(TaskCreationOptions.RunContinuationsAsynchronously));
            _queries.Writer.TryWrite(query);
            return query.Answer.Task;
        },
        e => e is IOException,
        _time);

    private async Task<Query> NextAsync() =>
        await _queries.Reader.ReadAsync(None).AsTask().WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System, None);

    private sealed record Query(IReadOnlyList<Guid> Ids, TaskCompletionSource<IReadOnlyList<FoundJob>> Answer);
}
