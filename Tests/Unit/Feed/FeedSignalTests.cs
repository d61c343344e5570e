using OrleansAiJobs.WebFrontend.Feed;

namespace OrleansAiJobs.Tests.Unit.Feed;

public sealed class FeedSignalTests
{
    private readonly FeedSignal _signal = new();

    [Fact]
    public async Task Who_waits_is_woken_once()
    {
        var waiting = _signal.WaitAsync().AsTask();
        Assert.False(waiting.IsCompleted);

        _signal.Set();

        Assert.True(await waiting);
        Assert.False(_signal.WaitAsync().AsTask().IsCompleted);
    }

    [Fact]
    public async Task What_was_signalled_while_nobody_waited_is_not_lost_and_counts_once()
    {
        _signal.Set();
        _signal.Set();

        Assert.True(await _signal.WaitAsync());
        Assert.False(_signal.WaitAsync().AsTask().IsCompleted);
    }

    [Fact]
    public async Task Closed_it_stays_closed_for_whoever_waits_now_or_later()
    {
        var waiting = _signal.WaitAsync().AsTask();

        _signal.Close();
        _signal.Set();

        Assert.False(await waiting);
        Assert.False(await _signal.WaitAsync());
        Assert.False(await _signal.WaitAsync());
    }

    [Fact]
    public async Task Many_signals_from_many_threads_wake_the_one_who_waits_until_the_last()
    {
        var (signalled, seen) = (0, 0);
        var signalling = Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
        {
            for (var n = 0; n < 10_000; n++)
            {
                Interlocked.Increment(ref signalled);
                _signal.Set();
            }
        })));

        while (seen < 40_000)
        {
            Assert.True(await _signal.WaitAsync());
            seen = Volatile.Read(ref signalled);
        }

        await signalling;
    }
}
