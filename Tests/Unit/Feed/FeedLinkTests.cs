using Microsoft.Extensions.Time.Testing;
using OrleansAiJobs.WebFrontend.Feed;

namespace OrleansAiJobs.Tests.Unit.Feed;

public sealed class FeedLinkTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly FakeTimeProvider _time = new();
    private readonly FeedConnection _connection = new(new LiveTexts(), new Lock(), only: null);
    private readonly StuckTransport _transport = new();

    [Fact]
    public async Task A_client_that_takes_nothing_is_cut_off_when_the_patience_is_over()
    {
        var running = Link(expiresAt: null, out var link).RunAsync(CancellationToken.None);
        _connection.Ping();
        await _transport.Sending;

        _time.Advance(Patience);
        link.Check(Patience);
        Assert.False(running.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(1));
        link.Check(Patience);

        await Assert.ThrowsAsync<IOException>(() => running);
    }

    [Fact]
    public async Task A_client_that_has_nothing_to_take_may_be_silent_for_ever()
    {
        var running = Link(expiresAt: null, out var link).RunAsync(CancellationToken.None);

        _time.Advance(TimeSpan.FromDays(1));
        link.Check(Patience);

        Assert.False(running.IsCompleted);
        _connection.Close();
        await running;
    }

    [Fact]
    public async Task A_feed_ends_when_its_token_expires()
    {
        var running = Link(_time.GetUtcNow() + TimeSpan.FromMinutes(5), out var link).RunAsync(CancellationToken.None);

        _time.Advance(TimeSpan.FromMinutes(4));
        link.Check(Patience);
        Assert.False(running.IsCompleted);
        _time.Advance(TimeSpan.FromMinutes(1));
        link.Check(Patience);

        await running;
    }

    private FeedLink Link(DateTimeOffset? expiresAt, out FeedLink link) => link = new FeedLink(feed: null!, _connection, _transport, expiresAt, _time);

    /// <summary>Takes frames and never gets rid of them.</summary>
    private sealed class StuckTransport : IFeedTransport
    {
        private readonly TaskCompletionSource _sending = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _sent = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Sending => _sending.Task;

        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task SendAsync(IReadOnlyList<FeedFrame> frames, CancellationToken cancellationToken)
        {
            _sending.TrySetResult();
            return _sent.Task;
        }

        public void Abort() => _sent.TrySetException(new IOException("Aborted."));
    }
}
