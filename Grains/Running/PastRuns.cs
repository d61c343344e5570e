using System.Text.Json;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OrleansAiJobs.Grains.JobTypes;
using OrleansAiJobs.Grains.Storage;

namespace OrleansAiJobs.Grains.Running;

/// <summary>Reads at the start how long jobs have taken before, so that a restarted silo need not learn it anew.</summary>
internal sealed partial class PastRuns(
    IAiJobStore store, JobTypeCatalog types, DurationSamples durations, TimeProvider time, ILogger<PastRuns> logger) : BackgroundService
{
    /// <summary>As many as their inputs, of 100 KB at most, may be read at once.</summary>
    private const int Rows = 200;
    private static readonly TimeSpan RepeatDelay = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            try
            {
                Learn(await store.ReadFinishedRunsAsync(Rows, stoppingToken));
                return;
            }
            catch (StorageException e)
            {
                LogNotRead(e);
                await Task.Delay(RepeatDelay, time, stoppingToken);
            }
        }
    }

    private void Learn(IReadOnlyList<FinishedRun> newestFirst)
    {
        foreach (var run in newestFirst.Reverse())
        {
            if (types.TryGet(run.Type, out var type))
            {
                durations.Add(run.Type, type.ExpectedAnswerCharacters(JsonElement.Parse(run.Input)), run.ResultCharacters, run.Took);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "How long jobs have taken before could not be read; trying again.")]
    private partial void LogNotRead(Exception exception);
}
