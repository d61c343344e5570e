namespace OrleansAiJobs.Tests.ScriptedAi;

/// <summary>Every request so far, and those who wait for more.</summary>
internal sealed class RequestLog
{
    private readonly Lock _lock = new();
    private readonly List<AiRequest> _requests = [];
    private readonly List<(int Count, TaskCompletionSource Signal)> _waiters = [];
    private int _inFlight;
    private int _maxInFlight;

    public IReadOnlyList<AiRequest> All
    {
        get
        {
            lock (_lock)
            {
                return [.. _requests];
            }
        }
    }

    public int Total
    {
        get
        {
            lock (_lock)
            {
                return _requests.Count;
            }
        }
    }

    public int InFlight
    {
        get
        {
            lock (_lock)
            {
                return _inFlight;
            }
        }
    }

    public int MaxInFlight
    {
        get
        {
            lock (_lock)
            {
                return _maxInFlight;
            }
        }
    }

    public AiRequest Begin(Func<int, AiRequest> create)
    {
        lock (_lock)
        {
            var request = create(_requests.Count + 1);
            _requests.Add(request);
            _maxInFlight = Math.Max(_maxInFlight, ++_inFlight);
            foreach (var (_, signal) in _waiters.Where(waiter => waiter.Count <= _requests.Count))
            {
                signal.TrySetResult();
            }

            _waiters.RemoveAll(waiter => waiter.Signal.Task.IsCompleted);
            return request;
        }
    }

    public void End()
    {
        lock (_lock)
        {
            _inFlight--;
        }
    }

    public async Task<IReadOnlyList<AiRequest>> WaitAsync(int count, CancellationToken cancellationToken)
    {
        var signal = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            if (_requests.Count < count)
            {
                _waiters.Add((count, signal));
            }
            else
            {
                signal.SetResult();
            }
        }

        try
        {
            await signal.Task.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException e)
        {
            throw new TimeoutException($"Waited for {count} requests to the scripted AI; {Total} came.", e);
        }

        return All;
    }
}
