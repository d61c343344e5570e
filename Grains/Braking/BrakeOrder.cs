namespace OrleansAiJobs.Grains.Braking;

/// <summary>What the brake says to all silos.</summary>
[GenerateSerializer]
[Immutable]
[Alias("ai-jobs.BrakeOrder")]
internal sealed record BrakeOrder
{
    /// <summary>Where every silo and every new brake begins.</summary>
    public static readonly BrakeOrder OpenRoad = new();

    /// <summary>Another one with each activation of the brake's grain; empty before it has spoken.</summary>
    [Id(0)]
    public Guid Generation { get; init; }

    /// <summary>Grows within the generation.</summary>
    [Id(1)]
    public long Version { get; init; }

    [Id(2)]
    public BrakeMode Mode { get; init; }

    /// <summary>Calls a second that have been learned; null when nothing has.</summary>
    [Id(3)]
    public double? Rate { get; init; }

    /// <summary>Until somebody may be asked again, from now; null when that is at once.</summary>
    [Id(4)]
    public TimeSpan? Wait { get; init; }
}
