using OrleansAiJobs.Grains.Jobs;

namespace OrleansAiJobs.Grains.Storage;

/// <summary>What Orleans holds for a job grain: it wants a class that it can make itself. The state inside is immutable.</summary>
internal sealed class AiJobRecord
{
    /// <summary>Null until the job is accepted, and after its row is gone.</summary>
    public AiJobState? Job { get; set; }
}
