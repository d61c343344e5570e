using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Concurrency;
using OrleansAiJobs.Grains.Ai;

namespace OrleansAiJobs.Grains.Braking;

/// <inheritdoc cref="IAiBrakeGrain"/>
/// <remarks>Reentrant, as silos wait in it. The rules are in <see cref="Brake"/>; this class has the clock, those who wait, and the log.</remarks>
[Reentrant]
internal sealed partial class AiBrakeGrain : Grain, IAiBrakeGrain
{
    /// <summary>Shorter than the cluster's response timeout of 5 s.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan WaryPatience = TimeSpan.FromSeconds(1);

    /// <summary>How long after its beginning the brake goes on from what others have ordered; every silo is heard within that.</summary>
    private static readonly TimeSpan Inheriting = TimeSpan.FromSeconds(10);

    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly long _began;
    private readonly Brake _brake;
    private readonly PermitQueue _queue;
    private readonly KnownSilos _silos = new();
    private readonly TimeSpan _longestTrial;
    private readonly Guid _generation = Guid.NewGuid();
    private TaskCompletionSource _changed = NewSignal();
    private (BrakeMode Mode, TimeSpan BlockedUntil) _told;
    private long _version;
    private Trial? _trial;
    private long _trials;
    private Task _serving = Task.CompletedTask;

    public AiBrakeGrain(IOptions<AiOptions> options, TimeProvider time, ILogger<AiBrakeGrain> logger)
    {
        _time = time;
        _logger = logger;
        _began = time.GetTimestamp();
        _brake = new Brake(BrakeLimits.Of(options.Value));
        _queue = new PermitQueue(_brake);
        _longestTrial = options.Value.AttemptTimeout + TimeSpan.FromSeconds(10);
    }

    private TimeSpan Now => _time.GetElapsedTime(_began);

    public async Task<BrakeOrder> WatchAsync(SiloNews news, CancellationToken cancellationToken)
    {
        Hear(news);
        if (news.Known.Generation == _generation && news.Known.Version == _version)
        {
            await SignalOrAsync(_changed.Task, _brake.IsWary ? WaryPatience : Patience, cancellationToken);
        }

        return Order();
    }

    public Task<CallVerdict> ReportAsync(SiloNews news, CallNews call)
    {
        Hear(news);
        var counts = Judge(call, news.Silo);
        Tell();
        return Task.FromResult(new CallVerdict(Order(), counts));
    }

    public async Task<PermitLease> AcquireAsync(PermitRequest request, CancellationToken cancellationToken)
    {
        Hear(request.News);
        if (!_brake.NeedsPermits || request.Wanted <= 0)
        {
            return new PermitLease(Order(), 0, 0, null);
        }

        var waiter = _queue.Add(request);
        BeginServing();
        try
        {
            await SignalOrAsync(waiter.Task, Patience, cancellationToken);
        }
        finally
        {
            _queue.Remove(request.News.Silo, waiter);
        }

        var permits = waiter.Task.IsCompletedSuccessfully ? await waiter.Task : 0;
        var trial = permits > 0 && _brake.Mode is BrakeMode.Broken && _trial?.Silo == request.News.Silo ? _trial : null;
        return new PermitLease(Order(), permits, trial is null ? request.Tokens : 0, trial?.Number);
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        _queue.Release();
        _changed.TrySetResult();
        return Task.CompletedTask;
    }

    private void Hear(SiloNews news)
    {
        if (IsOfPredecessor(news.Known) && _brake.Mode is BrakeMode.OpenRoad && Now < Inheriting)
        {
            _brake.Adopt(news.Known, Now);
        }

        _silos.Heard(news.Silo, news.TakenPerSecond, Now);
        if (news.Answered > 0)
        {
            _brake.Answered();
        }

        foreach (var cost in news.Costs)
        {
            _brake.Settle(cost.Tokens, cost.Calls, Now - cost.Age, Now);
        }

        _brake.Review(Now);
        GiveUpTrial(news);
        Tell();
    }

    private bool IsOfPredecessor(BrakeOrder known) =>
        known.Generation != _generation && known.Generation != Guid.Empty && known.Mode is not BrakeMode.OpenRoad;

    private bool Judge(CallNews call, string silo)
    {
        if (call.Trial is { } number && number == _trial?.Number)
        {
            _trial = null;
            return JudgeTrial(call, silo);
        }

        switch (call.Sign)
        {
            case CallSign.Refused:
                Refuse(call, silo);
                return false;
            case CallSign.Failed:
                return _brake.Failed(call.JobId, call.RetryAfter, Now) && call.Trial is null;
            default:
                return true;
        }
    }

    private bool JudgeTrial(CallNews call, string silo)
    {
        switch (call.Sign)
        {
            case CallSign.Failed:
                _brake.TrialFailed(call.RetryAfter, Now);
                return false;
            case CallSign.Refused:
                _brake.TrialSucceeded(Now);
                Refuse(call, silo);
                return false;
            case CallSign.Answered:
                _brake.TrialSucceeded(Now);
                return true;
            default:
                _brake.TrialLost();
                return true;
        }
    }

    private void Refuse(CallNews call, string silo) => _brake.Refused(Now - call.Age, call.RetryAfter, _silos.TakenPerSecond(silo, Now), Now);

    /// <summary>A trial whose job was cancelled, or whose silo is gone, teaches nothing: another may begin.</summary>
    private void GiveUpTrial(SiloNews news)
    {
        if (_trial is { } trial
            && ((news.Silo == trial.Silo && news.EndedTrial == trial.Number) || _silos.IsGone(trial.Silo, Now) || Now - trial.BeganAt > _longestTrial))
        {
            _trial = null;
            _brake.TrialLost();
        }
    }

    /// <summary>Lets those who wait know what has changed.</summary>
    private void Tell()
    {
        var now = (_brake.Mode, _brake.BlockedUntil);
        if (now != _told)
        {
            LogChange(_told.Mode, now.Mode);
            _told = now;
            _version++;
            var changed = _changed;
            _changed = NewSignal();
            changed.TrySetResult();
        }

        if (!_brake.NeedsPermits)
        {
            _queue.Release();
        }

        BeginServing();
    }

    private BrakeOrder Order() => new()
    {
        Generation = _generation,
        Version = _version,
        Mode = _brake.Mode,
        Rate = _brake.LearnedRate,
        Wait = _brake.BlockedUntil > Now ? _brake.BlockedUntil - Now : null,
    };

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private sealed record Trial(long Number, string Silo, TimeSpan BeganAt);
}
