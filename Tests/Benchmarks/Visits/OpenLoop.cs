namespace OrleansAiJobs.Tests.Benchmarks.Visits;

/// <summary>Starts work at a given rate, however long each piece takes.</summary>
internal static class OpenLoop
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(1);

    /// <param name="perSecond">How often to start.</param>
    /// <param name="duration">For how long.</param>
    /// <param name="work">What to start; it is given its number from 0.</param>
    /// <param name="cancellationToken">Ends it early.</param>
    /// <returns>Completes with the last piece of work.</returns>
    public static async Task RunAsync(double perSecond, TimeSpan duration, Func<int, Task> work, CancellationToken cancellationToken)
    {
        var startedAt = TimeProvider.System.GetTimestamp();
        var count = (int)(perSecond * duration.TotalSeconds);
        List<Task> running = [];
        while (running.Count < count)
        {
            var due = TimeProvider.System.GetElapsedTime(startedAt).TotalSeconds * perSecond;
            while (running.Count < Math.Min(due, count))
            {
                running.Add(work(running.Count));
            }

            await Task.Delay(Tick, TimeProvider.System, cancellationToken);
        }

        await Task.WhenAll(running);
    }
}
