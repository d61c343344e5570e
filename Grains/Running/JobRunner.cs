using Microsoft.Extensions.Logging;
using OrleansAiJobs.Grains.Ai;
using OrleansAiJobs.Grains.Braking;
using OrleansAiJobs.Grains.Jobs;
using OrleansAiJobs.Grains.Recovery;
using OrleansAiJobs.Grains.Telemetry;

namespace OrleansAiJobs.Grains.Running;

/// <summary>What every run of this silo shares.</summary>
internal sealed partial class JobRunner(
    JobSlots slots,
    HeldJobs held,
    UncalledStarts uncalled,
    IAiCaller ai,
    CallReports reports,
    SiloBrake brake,
    DurationSamples durations,
    CollectionPace garbage,
    TimeProvider time,
    ILogger<JobRunner> logger)
{
    public JobSlots Slots => slots;

    public HeldJobs Held => held;

    public UncalledStarts Uncalled => uncalled;

    public IAiCaller Ai => ai;

    public CallReports Reports => reports;

    public SiloBrake Brake => brake;

    public DurationSamples Durations => durations;

    public TimeProvider Time => time;

    /// <summary>What is logged until its disposal concerns the job.</summary>
    public IDisposable? BeginLines(AiJobState job) => logger.BeginScope(new JobLogScope(job.Id, job.TraceParent));

    /// <summary>For each step of a run, which leaves garbage.</summary>
    public void CollectGarbageIfDue()
    {
        var calls = slots.Taken;
        if (!garbage.IsDue(calls, static () => GC.GetTotalAllocatedBytes()))
        {
            return;
        }

        // Generation 1 too: what it gathers would make one of the next collections long. Threads still stand still for it; but while old garbage is collected in
        // the background it is left out, for which a blocking one would wait, and with it the threads of all jobs.
        GC.Collect(1, GCCollectionMode.Forced, blocking: false);
        if (garbage.IsOldDue(calls))
        {
            GC.Collect(2, GCCollectionMode.Forced, blocking: false);
        }
    }

    public void LogNotStored(Exception exception, AiJobState job)
    {
        var lines = LinesOf(job);
        LogNotStored(lines, exception, job.Id);
    }

    public void LogLostToAnother(Exception exception, AiJobState job)
    {
        var lines = LinesOf(job);
        LogLostToAnother(lines, exception, job.Id);
    }

    private JobLogger LinesOf(AiJobState job) => new(logger, job.Id, () => job.TraceParent);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Job {JobId} could not be stored; trying again.")]
    private static partial void LogNotStored(ILogger logger, Exception exception, Guid jobId);

    [LoggerMessage(Level = LogLevel.Information, Message = "Job {JobId} is held by another activation; this one lets go.")]
    private static partial void LogLostToAnother(ILogger logger, Exception exception, Guid jobId);
}
