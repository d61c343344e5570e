namespace OrleansAiJobs.Tests.ScriptedAi;

/// <summary>Holds replies back until the test lets them go on.</summary>
public sealed class Gate
{
    private readonly Lock _lock = new();
    private readonly Queue<TaskCompletionSource> _waiting = new();
    private readonly TaskCompletionSource _reached = NewSource();
    private int _passes;
    private bool _open;

    /// <summary>Completes when the first reply stands at the gate.</summary>
    public Task Reached => _reached.Task;

    /// <summary>Lets everything through, from now on.</summary>
    public void Open()
    {
        lock (_lock)
        {
            _open = true;
            while (_waiting.TryDequeue(out var waiter))
            {
                waiter.TrySetResult();
            }
        }
    }

    /// <summary>Lets one through: who waits longest, or the next to come.</summary>
    public void Pass()
    {
        lock (_lock)
        {
            while (_waiting.TryDequeue(out var waiter))
            {
                if (waiter.TrySetResult())
                {
                    return;
                }
            }

            _passes++;
        }
    }

    internal async Task WaitAsync(CancellationToken cancellationToken)
    {
        var waiter = NewSource();
        lock (_lock)
        {
            _reached.TrySetResult();
            if (_open)
            {
                return;
            }

            if (_passes > 0)
            {
                _passes--;
                return;
            }

            _waiting.Enqueue(waiter);
        }

        await using var registration = cancellationToken.Register(() => waiter.TrySetCanceled(cancellationToken));
        await waiter.Task;
    }

    private static TaskCompletionSource NewSource() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
