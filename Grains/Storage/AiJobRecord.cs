using OrleansAiJobs.Grains.Jobs;

namespace OrleansAiJobs.Grains.Storage;

/// <summary>What grain storage reads and writes for a job grain. The state inside is immutable.</summary>
/// <remarks>It does not travel; a silo of an older release may still send it along with an activation, and the row is read instead.</remarks>
[GenerateSerializer]
[Alias("ai-jobs.AiJobRecord")]
internal sealed class AiJobRecord
{
    /// <summary>Null until the job is accepted, and after its row is gone.</summary>
    [Id(0)]
    public AiJobState? Job { get; set; }

    /// <summary>When a job of this id was deleted that may be sent once more; set before the state is cleared, it is remembered.</summary>
    [Id(1)]
    public DateTimeOffset? DeletedAt { get; set; }

    /// <summary>Nobody has looked into the store, or what was seen there may have changed: the next read looks.</summary>
    [Id(2)]
    public bool IsUnread { get; set; }
}
