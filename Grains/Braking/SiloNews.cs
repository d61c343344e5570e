using System.Collections.Immutable;

namespace OrleansAiJobs.Grains.Braking;

/// <summary>What a silo tells with every call of the brake.</summary>
[GenerateSerializer]
[Immutable]
[Alias("ai-jobs.SiloNews")]
internal sealed record SiloNews
{
    /// <summary>Its name, as it stands in the rows of its jobs.</summary>
    [Id(0)]
    public required string Silo { get; init; }

    /// <summary>The last order it knows. A brake that has just begun goes on from it.</summary>
    [Id(1)]
    public required BrakeOrder Known { get; init; }

    /// <summary>Calls that were answered since its last news.</summary>
    [Id(2)]
    public int Answered { get; init; }

    /// <summary>Calls that began in the last second, less those that were refused in it.</summary>
    [Id(3)]
    public int TakenPerSecond { get; init; }

    /// <summary>The last trial that is over here, in whatever way; 0 when there was none.</summary>
    [Id(4)]
    public long EndedTrial { get; init; }

    /// <summary>What calls were worth beyond what was reserved for them.</summary>
    [Id(5)]
    public ImmutableArray<CallCost> Costs { get; init; } = [];
}
