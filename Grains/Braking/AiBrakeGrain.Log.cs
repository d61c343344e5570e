using Microsoft.Extensions.Logging;

namespace OrleansAiJobs.Grains.Braking;

/// <summary>What operators read of the brake. A healthy system says nothing.</summary>
internal sealed partial class AiBrakeGrain
{
    private void LogChange(BrakeMode before, BrakeMode after)
    {
        if (before == after)
        {
            return;
        }

        switch (after)
        {
            case BrakeMode.OpenRoad:
                LogOpenRoad();
                break;
            case BrakeMode.Slowed:
                LogSlowed(Math.Round(_brake.LearnedRate ?? 0, 2));
                break;
            default:
                LogBroken();
                break;
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "The AI service takes calls freely again: the brake is off.")]
    private partial void LogOpenRoad();

    [LoggerMessage(Level = LogLevel.Warning, Message = "The AI service refuses calls for their number: all silos slow down, to {CallsPerSecond} calls a second for now.")]
    private partial void LogSlowed(double callsPerSecond);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The AI service is down: no silo calls it any more, save for one trial at a time.")]
    private partial void LogBroken();

    [LoggerMessage(Level = LogLevel.Information, Message = "Trying whether the AI service is back (trial {Trial}).")]
    private partial void LogTrial(long trial);
}
