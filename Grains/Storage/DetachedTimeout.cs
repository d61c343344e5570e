namespace OrleansAiJobs.Grains.Storage;

/// <summary>
/// A token that is cancelled after a time, on a thread of its own. Npgsql answers a cancellation by asking the server to end the command,
/// and blocks until that is done: seconds, when the server hangs, and on the thread pool so many of them that whoever else waits waits longer.
/// </summary>
internal sealed class DetachedTimeout : IDisposable
{
    // Never disposed: the thread may still be cancelling when the work is over. Without a timer it holds nothing that needs it.
    private readonly CancellationTokenSource _source = new();
    private readonly ITimer _timer;

    public DetachedTimeout(TimeSpan after, TimeProvider time) =>
        _timer = time.CreateTimer(
            source => _ = Task.Factory.StartNew(((CancellationTokenSource)source!).Cancel, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default),
            _source,
            after,
            Timeout.InfiniteTimeSpan);

    public CancellationToken Token => _source.Token;

    public void Dispose() => _timer.Dispose();
}
