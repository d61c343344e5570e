namespace OrleansAiJobs.Grains.Braking;

/// <summary>Shares permits among the silos in proportion to how many jobs wait at each. Pure.</summary>
/// <remarks>Stride scheduling: C. Waldspurger and W. Weihl, "Stride Scheduling: Deterministic Proportional-Share Resource Management", 1995.</remarks>
internal sealed class DemandShares
{
    private readonly Dictionary<string, double> _passes = new(StringComparer.Ordinal);
    private double _reached;

    /// <summary>Who of those that want some gets the next permit; null when nobody wants any.</summary>
    public string? Next(IEnumerable<string> silos) => silos.MinBy(PassOf);

    /// <summary>The silo got a permit while it wanted so many.</summary>
    public void Took(string silo, int wanted)
    {
        _reached = PassOf(silo);
        _passes[silo] = _reached + (1.0 / wanted);
    }

    // Who did not want any for a while has no claim on what went to others.
    private double PassOf(string silo) => _passes.TryGetValue(silo, out var pass) ? Math.Max(pass, _reached) : _reached;
}
