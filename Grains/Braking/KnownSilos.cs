namespace OrleansAiJobs.Grains.Braking;

/// <summary>The silos that have been heard of late, and how much the provider has taken from each. Single-threaded.</summary>
internal sealed class KnownSilos
{
    /// <summary>A silo that lives is heard every 3 s at the latest.</summary>
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(10);

    private readonly Dictionary<string, (TimeSpan At, int TakenPerSecond)> _silos = new(StringComparer.Ordinal);

    public void Heard(string silo, int takenPerSecond, TimeSpan now) => _silos[silo] = (now, takenPerSecond);

    public bool IsGone(string silo, TimeSpan now) => !_silos.TryGetValue(silo, out var heard) || now - heard.At > Silence;

    /// <summary>
    /// Calls a second that the provider takes from the whole cluster. Only the silo that has just reported told the newest figure: those that
    /// have been silent for a while are taken to be like it.
    /// </summary>
    public double TakenPerSecond(string reporter, TimeSpan now)
    {
        var living = _silos.Where(silo => now - silo.Value.At <= Silence).ToList();
        return living.Sum(silo => Math.Max(silo.Value.TakenPerSecond, _silos[reporter].TakenPerSecond));
    }
}
