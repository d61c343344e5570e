using System.Collections.Immutable;
using System.Threading.Channels;
using Microsoft.Extensions.Options;
using OrleansAiJobs.Grains.Ai;

namespace OrleansAiJobs.Grains.Braking;

/// <summary>
/// What this silo knows of the cluster's brake, and what it has to tell it. As long as the brake cannot be asked, the last order holds.
/// Safe for many threads.
/// </summary>
internal sealed class SiloBrake(IOptions<AiOptions> options, TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly Channel<bool> _wanted = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly BrakeLimits _limits = BrakeLimits.Of(options.Value);
    private readonly StartMeter _meter = new(time);
    private readonly List<(long BeganAt, int Tokens, int Calls)> _costs = [];
    private BrakeOrder _order = BrakeOrder.OpenRoad;
    private long _orderedAt;
    private int _answered;
    private long _endedTrial;

    /// <summary>The local engine has no provider that could be busy or down.</summary>
    public bool IsInUse { get; } = options.Value.Provider is not AiOptions.Local;

    /// <summary>Calls need no permit.</summary>
    public bool IsOpen => !_limits.Any && Mode is BrakeMode.OpenRoad;

    public BrakeMode Mode
    {
        get
        {
            lock (_gate)
            {
                return _order.Mode;
            }
        }
    }

    /// <summary>What to tell those who wait; null when the brake is not why.</summary>
    public BrakeNotice? Notice
    {
        get
        {
            lock (_gate)
            {
                var left = _order.Wait - time.GetElapsedTime(_orderedAt);
                return IsOpen ? null : new BrakeNotice(_order.Mode, left > TimeSpan.Zero ? left : null);
            }
        }
    }

    /// <summary>The brake has spoken.</summary>
    public void Heed(BrakeOrder order)
    {
        lock (_gate)
        {
            if (order.Generation != _order.Generation || order.Version >= _order.Version)
            {
                _order = order;
                _orderedAt = time.GetTimestamp();
            }
        }
    }

    /// <summary>A job would start if it might.</summary>
    public void Want() => _wanted.Writer.TryWrite(true);

    /// <summary>Completes when <see cref="Want"/> has been called since.</summary>
    public ValueTask<bool> WhenWantedAsync(CancellationToken cancellationToken) => _wanted.Reader.ReadAsync(cancellationToken);

    public void Began() => _meter.Began();

    public void Refused() => _meter.Refused();

    public void Answered() => Interlocked.Increment(ref _answered);

    /// <summary>A call that began then is worth more, or less, than was reserved for it.</summary>
    public void Costs(long beganAt, int tokens, int calls)
    {
        if (_limits.Any && (tokens != 0 || calls != 0))
        {
            lock (_gate)
            {
                _costs.Add((beganAt, tokens, calls));
            }
        }
    }

    /// <summary>A call begins and is worth so many tokens more, or fewer, than was reserved for it.</summary>
    public void Costs(int tokens) => Costs(time.GetTimestamp(), tokens, calls: 0);

    /// <summary>The trial is over, in whatever way.</summary>
    public void TrialEnded(long number)
    {
        lock (_gate)
        {
            _endedTrial = number;
        }
    }

    /// <summary>What there is to tell; each thing once.</summary>
    public SiloNews TakeNews(string silo)
    {
        lock (_gate)
        {
            ImmutableArray<CallCost> costs = [.. _costs.Select(cost => new CallCost(time.GetElapsedTime(cost.BeganAt), cost.Tokens, cost.Calls))];
            _costs.Clear();
            return new SiloNews
            {
                Silo = silo,
                Known = _order,
                Answered = Interlocked.Exchange(ref _answered, 0),
                TakenPerSecond = _meter.LastSecond,
                EndedTrial = _endedTrial,
                Costs = costs,
            };
        }
    }
}
