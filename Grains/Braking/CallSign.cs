namespace OrleansAiJobs.Grains.Braking;

/// <summary>What the end of a call says of the provider, whatever it says of the job.</summary>
internal enum CallSign
{
    /// <summary>Nothing: it fails the same with every provider, or for reasons of ours.</summary>
    None = 0,

    /// <summary>It is there and answers, if only to reject this text.</summary>
    Answered,

    /// <summary>It has more to do than it can or will (429).</summary>
    Refused,

    /// <summary>It is not there, or not in its right mind.</summary>
    Failed,
}
