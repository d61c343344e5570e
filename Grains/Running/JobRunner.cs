using Microsoft.Extensions.Logging;
using OrleansAiJobs.Grains.Ai;

namespace OrleansAiJobs.Grains.Running;

/// <summary>What every run of this silo shares.</summary>
internal sealed partial class JobRunner(
    JobSlots slots, IAiCaller ai, DurationSamples durations, TimeProvider time, ILogger<JobRunner> logger)
{
    public JobSlots Slots => slots;

    public IAiCaller Ai => ai;

    public DurationSamples Durations => durations;

    public TimeProvider Time => time;

    [LoggerMessage(Level = LogLevel.Warning, Message = "Job {JobId} could not be stored; trying again.")]
    public partial void LogNotStored(Exception exception, Guid jobId);

    [LoggerMessage(Level = LogLevel.Information, Message = "Job {JobId} is held by another activation; this one lets go.")]
    public partial void LogLostToAnother(Exception exception, Guid jobId);
}
