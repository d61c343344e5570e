using OrleansAiJobs.Grains.Braking;

namespace OrleansAiJobs.Tests.Unit.Braking;

/// <summary>
/// Four silos, the brake and a provider on simulated time: an endless demand of ten times what the provider takes, permits and reports that
/// need a moment to travel, calls that reach the provider sooner or later. The same seed gives the same run.
/// </summary>
internal sealed class BrakeSimulation(LimitedProvider provider, int seed)
{
    private const int Silos = 4;
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(20);

    private readonly PriorityQueue<Action, (TimeSpan At, int Order)> _events = new();
    private readonly Brake _brake = new(BrakeLimits.None);
    private readonly bool[] _braked = new bool[Silos];
    private readonly Random _random = new(seed);
    private readonly Queue<TimeSpan> _began = new();
    private readonly List<(TimeSpan At, bool Taken)> _calls = [];
    private TimeSpan _now;
    private bool _serving;
    private int _order;

    /// <summary>What the provider says with each refusal, if it says anything.</summary>
    public TimeSpan? RetryAfter { get; init; }

    public void Run(TimeSpan until, params IEnumerable<(TimeSpan At, double Limit)> changes)
    {
        foreach (var (at, limit) in changes)
        {
            At(at, () => provider.Limit = limit);
        }

        var pace = TimeSpan.FromSeconds(Silos / (provider.Limit * 10));
        for (var silo = 0; silo < Silos; silo++)
        {
            var number = silo;
            At(pace * (silo / (double)Silos), () => BeginFreely(number, pace));
        }

        while (_events.TryPeek(out _, out var next) && next.At < until)
        {
            _now = next.At;
            _events.Dequeue()();
        }
    }

    /// <summary>Which part of the calls was refused, in percent, and which part of what was allowed was used.</summary>
    public (double RefusedPercent, double UsedPercent) Between(TimeSpan from, TimeSpan until, double limit)
    {
        var calls = _calls.Where(call => call.At >= from && call.At < until).ToList();
        var taken = calls.Count(call => call.Taken);
        return (100.0 * (calls.Count - taken) / calls.Count, 100.0 * taken / (limit * (until - from).TotalSeconds));
    }

    private void BeginFreely(int silo, TimeSpan pace)
    {
        if (!_braked[silo])
        {
            _began.Enqueue(_now);
            Call();
            At(_now + pace, () => BeginFreely(silo, pace));
        }
    }

    private void Call()
    {
        var began = _now;
        After(5, 40, () =>
        {
            var taken = provider.Takes(_now);
            _calls.Add((_now, taken));
            if (!taken)
            {
                After(12, 40, () => Report(began));
            }
        });
    }

    private void Report(TimeSpan began)
    {
        _brake.Refused(began, RetryAfter, _began.Count(at => at > _now - TimeSpan.FromSeconds(1)), _now);
        for (var silo = 0; silo < Silos; silo++)
        {
            var number = silo;
            After(2, 10, () => _braked[number] = true);
        }

        if (!_serving)
        {
            _serving = true;
            Serve();
        }
    }

    private void Serve()
    {
        var permits = 0;
        for (; _brake.TryTake(0, _now); permits++)
        {
            After(2, 10, Call);
        }

        _brake.HeldBack(permits);
        var next = _brake.Next(0, _now)!.Value;
        At(next > _now + Tick ? next + Milliseconds(0, 3) : _now + Tick, Serve);
    }

    private TimeSpan Milliseconds(double least, double most) => TimeSpan.FromMilliseconds(least + (_random.NextDouble() * (most - least)));

    private void After(double least, double most, Action action) => At(_now + Milliseconds(least, most), action);

    private void At(TimeSpan at, Action action) => _events.Enqueue(action, (at, _order++));
}
