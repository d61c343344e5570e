using System.Threading.Tasks.Sources;

namespace OrleansAiJobs.WebFrontend.Feed;

/// <summary>Wakes the one who waits; without one, the next wait is over at once. Waiting allocates nothing, since thousands do.</summary>
internal sealed class FeedSignal : IValueTaskSource<bool>
{
    private readonly Lock _gate = new();
    private ManualResetValueTaskSourceCore<bool> _source = new() { RunContinuationsAsynchronously = true };
    private bool _set;
    private bool _closed;
    private bool _waiting;

    /// <summary>False once closed.</summary>
    public ValueTask<bool> WaitAsync()
    {
        lock (_gate)
        {
            if (_set || _closed)
            {
                _set = false;
                return ValueTask.FromResult(!_closed);
            }

            _source.Reset();
            _waiting = true;
            return new ValueTask<bool>(this, _source.Version);
        }
    }

    public void Set() => Wake(open: true);

    /// <summary>Nobody waits any more.</summary>
    public void Close() => Wake(open: false);

    bool IValueTaskSource<bool>.GetResult(short token) => _source.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource<bool>.GetStatus(short token) => _source.GetStatus(token);

    void IValueTaskSource<bool>.OnCompleted(
        Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _source.OnCompleted(continuation, state, token, flags);

    private void Wake(bool open)
    {
        lock (_gate)
        {
            _closed |= !open;
            if (_waiting)
            {
                _waiting = false;
                _source.SetResult(!_closed);
            }
            else
            {
                _set = true;
            }
        }
    }
}
