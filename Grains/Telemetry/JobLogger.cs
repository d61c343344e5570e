using Microsoft.Extensions.Logging;
using OrleansAiJobs.Grains.Storage;

namespace OrleansAiJobs.Grains.Telemetry;

/// <summary>A logger whose lines all concern one job. What it belongs to is asked only when there is a line to write.</summary>
/// <param name="logger">Where the lines go.</param>
/// <param name="jobId">The job.</param>
/// <param name="traceParent">The span of its submit, as far as it is known by then.</param>
internal sealed class JobLogger(ILogger logger, Guid jobId, Func<string?> traceParent) : ILogger
{
    /// <summary>For what recovery says of a job that is not in memory.</summary>
    public static JobLogger Of(UnfinishedJob job, ILogger logger) => new(logger, job.Id, () => job.TraceParent);

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => logger.BeginScope(state);

    public bool IsEnabled(LogLevel logLevel) => logger.IsEnabled(logLevel);

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (logger.IsEnabled(logLevel))
        {
            using var scope = logger.BeginScope(new JobLogScope(jobId, traceParent()));
            logger.Log(logLevel, eventId, state, exception, formatter);
        }
    }
}
