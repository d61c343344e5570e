namespace OrleansAiJobs.Grains.Recovery;

/// <summary>Work that can wait, in steps: after each it rests in proportion to what the step took, so that a store that is busy is asked less.</summary>
/// <param name="time">Measures the steps.</param>
/// <param name="share">Of the time, how much is worked at most: more than 0, at most 1.</param>
/// <param name="longestRest">However long a step took.</param>
internal sealed class DutyCycle(TimeProvider time, double share, TimeSpan longestRest)
{
    /// <summary>Does the step and rests.</summary>
    public async Task<T> RunAsync<T>(Func<Task<T>> step, CancellationToken cancellationToken)
    {
        var since = time.GetTimestamp();
        var answer = await step();
        var rest = time.GetElapsedTime(since) * ((1 - share) / share);
        await Task.Delay(rest < longestRest ? rest : longestRest, time, cancellationToken);
        return answer;
    }
}
