namespace OrleansAiJobs.Grains.Braking;

/// <summary>How the cluster may call the provider.</summary>
internal enum BrakeMode
{
    /// <summary>As the slots allow; nobody is asked.</summary>
    OpenRoad = 0,

    /// <summary>At a learned rate, since the provider refuses more (429).</summary>
    Slowed,

    /// <summary>Not at all, save for one trial at a time, since the provider is down.</summary>
    Broken,
}
