using Microsoft.Extensions.Logging;
using OrleansAiJobs.Grains.Ai;
using OrleansAiJobs.Grains.Jobs;

namespace OrleansAiJobs.Grains.Braking;

/// <summary>Tells the brake how calls end. An answered call costs no message: those are counted, and told with the next news.</summary>
internal sealed partial class CallReports(SiloBrake brake, JobRules rules, IGrainFactory grains, TimeProvider time, ILogger<CallReports> logger)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <summary>The call begins.</summary>
    /// <param name="permit">What it begins with.</param>
    /// <param name="jobId">Whose it is.</param>
    /// <param name="tokens">What it will use, about.</param>
    public StartedCall Begin(StartPermit permit, Guid jobId, int tokens)
    {
        brake.Began();
        return new StartedCall(permit, jobId, tokens, time.GetTimestamp());
    }

    /// <summary>The call is over.</summary>
    /// <returns>The outcome; as not counting, when the brake knew already that the provider is down.</returns>
    public async Task<AiOutcome> EndAsync(StartedCall call, AiOutcome outcome, CancellationToken cancellationToken)
    {
        var used = outcome.Usage is { } usage ? usage.InputTokens + usage.OutputTokens : 0;
        brake.Costs(call.BeganAt, used > 0 ? (int)Math.Min(used, int.MaxValue) - call.Tokens : 0, outcome.Calls - 1);
        if (call.Permit.Trial is null && outcome.Sign is CallSign.Answered or CallSign.None)
        {
            Count(outcome.Sign);
            return outcome;
        }

        if (outcome.Sign is CallSign.Refused)
        {
            brake.Refused();
        }

        var counts = !brake.IsInUse || await ReportAsync(call, outcome, cancellationToken);
        return counts || outcome.Sign is not CallSign.Failed ? outcome : outcome with { Counts = false };
    }

    private void Count(CallSign sign)
    {
        if (sign is CallSign.Answered)
        {
            brake.Answered();
        }
    }

    private async Task<bool> ReportAsync(StartedCall call, AiOutcome outcome, CancellationToken cancellationToken)
    {
        var news = new CallNews(call.JobId, outcome.Sign, time.GetElapsedTime(call.BeganAt), outcome.RetryAfter, call.Permit.Trial);
        try
        {
            var report = grains.GetGrain<IAiBrakeGrain>(0).ReportAsync(brake.TakeNews(rules.Owner), news);
            var verdict = await report.WaitAsync(Patience, time, cancellationToken);
            brake.Heed(verdict.Order);
            return verdict.Counts;
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested && e is not OutOfMemoryException)
        {
            // The brake's grain moves, or the cluster is in trouble: what this silo knows decides, and the next failure tells it again.
            LogNotTold(e, call.JobId);
            return brake.Mode is not BrakeMode.Broken && call.Permit.Trial is null;
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "The end of a call of job {JobId} could not be told to the cluster's brake.")]
    private partial void LogNotTold(Exception exception, Guid jobId);
}
