using Microsoft.Extensions.Options;
using OrleansAiJobs.Grains.Jobs;

namespace OrleansAiJobs.Grains.Running;

/// <summary>This silo's right to call the AI: so many calls at once, so many of them for one user. Safe for many threads.</summary>
internal sealed class JobSlots(IOptions<JobsOptions> options)
{
    private readonly Lock _gate = new();
    private readonly FairQueue<TaskCompletionSource<JobSlot>> _waiting = new();
    private readonly Dictionary<Guid, int> _takenByUser = [];
    private int _taken;
    private TaskCompletionSource? _closed;

    /// <summary>How many slots one user may fill.</summary>
    public int PerUser => Math.Min(options.Value.MaxConcurrentPerUser, options.Value.MaxConcurrentPerSilo);

    /// <summary>Slots that are taken.</summary>
    public int Taken
    {
        get
        {
            lock (_gate)
            {
                return _taken;
            }
        }
    }

    /// <summary>Waits for a slot, fairly by user. Disposing it gives it back.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled before there was a slot.</exception>
    public async Task<JobSlot> WaitAsync(Guid userId, Guid jobId, CancellationToken cancellationToken)
    {
        // Continuations must not run inside the lock, nor on the thread of whoever gives a slot back.
        var waiter = new TaskCompletionSource<JobSlot>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            _waiting.Add(userId, jobId, waiter);
            Serve();
        }

        await using var registration = cancellationToken.Register(() => GiveUp(jobId, waiter, cancellationToken));
        return await waiter.Task;
    }

    /// <summary>The job's place in this silo's queue, from 1; null when it does not wait here.</summary>
    public int? PositionOf(Guid jobId)
    {
        lock (_gate)
        {
            return _waiting.PositionOf(jobId);
        }
    }

    /// <summary>From now on nobody gets a slot: the silo is stopping.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _closed ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            SeeWhetherFree();
        }
    }

    /// <summary>Completes when, after <see cref="Close"/>, every slot has been given back.</summary>
    public Task WhenFreeAsync()
    {
        lock (_gate)
        {
            return _closed?.Task ?? throw new InvalidOperationException("The slots are open: there may always be another.");
        }
    }

    internal void GiveBack(Guid userId)
    {
        lock (_gate)
        {
            _taken--;
            if (--_takenByUser[userId] == 0)
            {
                _takenByUser.Remove(userId);
            }

            Serve();
            SeeWhetherFree();
        }
    }

    private void SeeWhetherFree()
    {
        if (_taken == 0)
        {
            _closed?.TrySetResult();
        }
    }

    private void GiveUp(Guid jobId, TaskCompletionSource<JobSlot> waiter, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (_waiting.Remove(jobId))
            {
                waiter.SetCanceled(cancellationToken);
            }
        }
    }

    private void Serve()
    {
        while (_closed is null && _taken < options.Value.MaxConcurrentPerSilo && _waiting.TryTake(MayHaveOne, out var userId, out var waiter))
        {
            _taken++;
            _takenByUser[userId] = _takenByUser.GetValueOrDefault(userId) + 1;
            waiter.SetResult(new JobSlot(this, userId));
        }
    }

    private bool MayHaveOne(Guid userId) => _takenByUser.GetValueOrDefault(userId) < options.Value.MaxConcurrentPerUser;
}
