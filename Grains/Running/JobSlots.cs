using Microsoft.Extensions.Options;
using OrleansAiJobs.Grains.Braking;
using OrleansAiJobs.Grains.Jobs;
using OrleansAiJobs.Grains.Telemetry;

namespace OrleansAiJobs.Grains.Running;

/// <summary>
/// This silo's right to call the AI: so many calls at once, so many of them for one user, and no faster than the cluster's brake allows.
/// Safe for many threads.
/// </summary>
internal sealed class JobSlots(IOptions<JobsOptions> options, SiloBrake brake)
{
    private readonly Lock _gate = new();
    private readonly FairQueue<Waiter> _waiting = new();
    private readonly Dictionary<Guid, int> _takenByUser = [];
    private int _taken;
    private long _waitingTokens;
    private TaskCompletionSource? _closed;

    /// <summary>How many slots one user may fill.</summary>
    public int PerUser => Math.Min(options.Value.MaxConcurrentPerUser, options.Value.MaxConcurrentPerSilo);

    /// <summary>Slots that are taken.</summary>
    public int Taken => Volatile.Read(ref _taken);

    private bool IsFree => _closed is null && _taken < options.Value.MaxConcurrentPerSilo;

    /// <summary>Waits for a slot and the brake's permit, fairly by user. Who waits for a permit holds no slot. Disposing the slot gives it back.</summary>
    /// <param name="userId">Whose job it is.</param>
    /// <param name="jobId">The job.</param>
    /// <param name="tokens">What its call will use, about.</param>
    /// <param name="cancellationToken">Ends the wait at once.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled before there was a slot.</exception>
    public async Task<JobSlot> WaitAsync(Guid userId, Guid jobId, int tokens, CancellationToken cancellationToken)
    {
        // Continuations must not run inside the lock, nor on the thread of whoever gives a slot back.
        var waiter = new Waiter(new TaskCompletionSource<JobSlot>(TaskCreationOptions.RunContinuationsAsynchronously), tokens);
        lock (_gate)
        {
            _waiting.Add(userId, jobId, waiter);
            _waitingTokens += tokens;
            JobMetrics.QueueChanged(1);
            ServeWaiting();
        }

        await using var registration = cancellationToken.Register(() => GiveUp(jobId, waiter, cancellationToken));
        return await waiter.Slot.Task;
    }

    /// <summary>Takes a slot if there is one at once; null when the job has to wait. Nobody is passed: who waits may not start yet for other reasons.</summary>
    /// <param name="userId">Whose job it is.</param>
    /// <param name="tokens">What its call will use, about.</param>
    public JobSlot? TryTake(Guid userId, int tokens)
    {
        lock (_gate)
        {
            return IsFree && brake.IsOpen && MayHaveOne(userId) ? Take(userId, tokens, StartPermit.Free) : null;
        }
    }

    /// <summary>The job's place in this silo's queue, from 1; null when it does not wait here.</summary>
    public int? PositionOf(Guid jobId)
    {
        lock (_gate)
        {
            return _waiting.PositionOf(jobId);
        }
    }

    /// <summary>Starts what may start: the brake has been released, or has something else to say.</summary>
    public void Serve()
    {
        lock (_gate)
        {
            ServeWaiting();
        }
    }

    /// <summary>Starts the next job in turn with this permit; false when none can start.</summary>
    public bool TryServe(StartPermit permit)
    {
        lock (_gate)
        {
            return TryStart(permit);
        }
    }

    /// <summary>How many jobs would start at once if the brake allowed it, and what each will use, about.</summary>
    public (int Jobs, int Tokens) Startable()
    {
        lock (_gate)
        {
            if (_closed is not null || _waiting.Count == 0)
            {
                return (0, 0);
            }

            var jobs = _waiting.CountUpTo(userId => options.Value.MaxConcurrentPerUser - _takenByUser.GetValueOrDefault(userId));
            return (Math.Min(jobs, options.Value.MaxConcurrentPerSilo - _taken), (int)(_waitingTokens / _waiting.Count));
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

    internal void GiveBack(Guid userId, StartPermit permit)
    {
        permit.GiveUp(brake);
        lock (_gate)
        {
            _taken--;
            JobMetrics.SlotsChanged(-1);
            if (--_takenByUser[userId] == 0)
            {
                _takenByUser.Remove(userId);
            }

            ServeWaiting();
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

    private void GiveUp(Guid jobId, Waiter waiter, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (_waiting.Remove(jobId))
            {
                _waitingTokens -= waiter.Tokens;
                JobMetrics.QueueChanged(-1);
                waiter.Slot.SetCanceled(cancellationToken);
            }
        }
    }

    private void ServeWaiting()
    {
        while (brake.IsOpen && TryStart(StartPermit.Free))
        {
        }

        if (!brake.IsOpen && _waiting.Count > 0)
        {
            brake.Want();
        }
    }

    private bool TryStart(StartPermit permit)
    {
        if (!IsFree || !_waiting.TryTake(MayHaveOne, out var userId, out var waiter))
        {
            return false;
        }

        _waitingTokens -= waiter.Tokens;
        JobMetrics.QueueChanged(-1);
        waiter.Slot.SetResult(Take(userId, waiter.Tokens, permit));
        return true;
    }

    private JobSlot Take(Guid userId, int tokens, StartPermit permit)
    {
        _taken++;
        JobMetrics.SlotsChanged(1);
        _takenByUser[userId] = _takenByUser.GetValueOrDefault(userId) + 1;
        brake.Costs(tokens - permit.Tokens);
        return new JobSlot(this, userId, permit);
    }

    private bool MayHaveOne(Guid userId) => _takenByUser.GetValueOrDefault(userId) < options.Value.MaxConcurrentPerUser;

    private sealed record Waiter(TaskCompletionSource<JobSlot> Slot, int Tokens);
}
