using OrleansAiJobs.Grains.Interfaces.Jobs;
using OrleansAiJobs.Grains.Running;

namespace OrleansAiJobs.Grains.Jobs;

/// <summary>What others see of the job, with its live members.</summary>
internal sealed partial class AiJobGrain
{
    public bool IsUnfinished => Job is { } job && !job.Status.IsTerminal();

    public JobView? Item() => Job is { } job ? JobViews.Item(job, LiveOf(job)) : null;

    public JobText? GrowingText() => _run is { IsAnswered: true } ? null : Text();

    /// <summary>Its end is known where it matters: the activation may go.</summary>
    public void Told()
    {
        if (!IsUnfinished)
        {
            LeaveAsync().Ignore();
        }
    }

    private async Task LeaveAsync()
    {
        if (!startNews.AreMany)
        {
            await SentFirst.NewsAsync();
        }

        // Somebody may have asked for another attempt meanwhile, or just be storing that there is to be one.
        using var turn = await _row.EnterAsync(CancellationToken.None);
        if (!IsUnfinished)
        {
            runner.Held.Remove(this.GetPrimaryKey(), this);
            DelayDeactivation(TimeSpan.Zero);
            DeactivateOnIdle();
        }
    }

    private JobText? Text() => Job is { Status: JobStatus.Processing } && _run is { Attempt: > 0 } run ? new JobText(run.Attempt, run.Text) : null;

    private JobView Full(AiJobState job) => JobViews.Full(job, LiveOf(job));

    private JobLive LiveOf(AiJobState job)
    {
        var position = job is { Status: JobStatus.Pending, NextAttemptAt: null } ? runner.Slots.PositionOf(job.Id) : null;
        return new JobLive
        {
            Progress = JobWords.Progress(job, types.WorkingMessage(job.Type), _run?.Percent ?? 0, rules.Now, position is null ? null : runner.Brake.Notice),
            QueuePosition = position,
            EstimatedSecondsRemaining = SecondsLeft(job, position),
        };
    }

    private double? SecondsLeft(AiJobState job, int? position)
    {
        var durations = runner.Durations;
        var left = job.Status switch
        {
            JobStatus.Processing when _run is { } run => Rest(run),
            JobStatus.Pending when position is { } place && runner.Brake.IsOpen && _run is { } run =>
                EtaEstimator.Waiting(place, runner.Slots.PerUser, durations.Median(job.Type, run.ExpectedCharacters)),
            JobStatus.Pending when job.NextAttemptAt is { } due && durations.Median(job.Type) is { } typical => due - rules.Now + typical,
            _ => null,
        };
        return left is { } time ? Math.Round(Math.Max(0, time.TotalSeconds), 1) : null;

        TimeSpan? Rest(JobRun run)
        {
            // The first that is told of an attempt is that it begins.
            var elapsed = run.Attempt > 0 ? rules.Now - run.StartedAt : TimeSpan.Zero;
            return EtaEstimator.Running(elapsed, run.Percent, durations.MedianRest(job.Type, run.ExpectedCharacters, elapsed));
        }
    }
}
