namespace OrleansAiJobs.Grains.Braking;

/// <summary>Learns how many calls a second the provider takes, from nothing but the calls that were allowed and those that it refused. Pure.</summary>
/// <remarks>
/// Additive increase, multiplicative decrease: D.-M. Chiu and R. Jain, "Analysis of the Increase and Decrease Algorithms for Congestion Avoidance
/// in Computer Networks", 1989. The increase has the shape of CUBIC (S. Ha, I. Rhee, L. Xu, 2008): quickly back to just below the rate that was
/// refused, long there, then faster and faster beyond it, since the limit may have moved. It counts calls rather than time, because what it
/// costs to ask is one refusal for so many calls. Before the first refusal it doubles, as TCP's slow start does.
/// </remarks>
internal sealed class RateLearner
{
    /// <summary>One call in 20 s: somebody must ask, or nobody learns that there is room again.</summary>
    public const double Least = 0.05;

    /// <summary>The decrease when all was calm before, and the most that one refusal costs when one follows the other.</summary>
    private const double Shallow = 0.05;
    private const double Deep = 0.5;

    /// <summary>Until a decrease shows: a provider that counts in windows refuses to the end of the window whatever the rate.</summary>
    private static readonly TimeSpan Settling = TimeSpan.FromMilliseconds(500);

    /// <summary>So many calls since the last refusal: what is refused now is news, not the rest of the same.</summary>
    private const int CalmCalls = 20;

    /// <summary>The way back up takes so many calls, and at least that time.</summary>
    private const int SpanCalls = 60;
    private const double SpanSeconds = 15;

    /// <summary>How far the plateau lies below the rate that was refused, and how steeply it is left.</summary>
    private const double Clearance = 0.02;
    private const double Steepness = 0.1;
    private const double SearchStep = 1.0 / 16;
    private const int SearchAfter = 5;

    private readonly Queue<double> _recent = new();
    private double _ceiling;
    private double _floor;
    private double _depth = Shallow;
    private double _recentSum;
    private int _calls;
    private bool _searching = true;
    private TimeSpan _decreasedAt;

    /// <param name="guess">Calls a second that were taken of late.</param>
    /// <param name="now">The time of the first refusal.</param>
    public RateLearner(double guess, TimeSpan now)
    {
        Rate = _ceiling = _floor = Math.Max(Least, guess);
        _decreasedAt = now;
    }

    /// <summary>Calls a second.</summary>
    public double Rate { get; private set; }

    /// <summary>Calls begin, and more would if the rate allowed it: a rate that nobody exhausts proves nothing.</summary>
    public void Began(int calls)
    {
        for (; calls > 0; calls--)
        {
            _calls++;
            Rate = _searching ? Search() : Climb();
            Remember(Rate);
        }
    }

    /// <summary>The provider has refused a call that began then. One that began before the last decrease tells nothing new.</summary>
    public void Refused(TimeSpan beganAt, TimeSpan now)
    {
        if (beganAt < _decreasedAt + (_searching ? TimeSpan.Zero : Settling))
        {
            return;
        }

        var calm = _calls >= CalmCalls;
        _depth = calm ? Shallow : Math.Min(Deep, _depth * 2);
        // Far out on the climb a burst that the provider allows has hidden the limit: what it took over the last calls is nearer to it.
        var taken = calm && !_searching && Rate > _ceiling ? _recentSum / _recent.Count : Rate;
        _ceiling = Math.Max(Least, taken * (1 - Clearance));
        Rate = _floor = Math.Max(Least, taken * (1 - _depth));
        _decreasedAt = now;
        _calls = 0;
        _searching = false;
        _recent.Clear();
        _recentSum = 0;
    }

    private double Search() => _calls > SearchAfter ? Rate * (1 + SearchStep) : Rate;

    private double Climb()
    {
        var way = _calls / Math.Max(SpanCalls, SpanSeconds * _ceiling);
        return way < 1
            ? _ceiling - ((_ceiling - _floor) * Math.Pow(1 - way, 3))
            : _ceiling * (1 + (Steepness * Math.Pow(way - 1, 3)));
    }

    private void Remember(double rate)
    {
        _recent.Enqueue(rate);
        _recentSum += rate;
        if (_recent.Count > SpanCalls)
        {
            _recentSum -= _recent.Dequeue();
        }
    }
}
