namespace OrleansAiJobs.Tests.Benchmarks.Visits;

/// <summary>People who submit one job after another, each the next one as soon as the last is accepted, in the names of all visitors in turn.</summary>
internal sealed class Posters(VisitorClient client, IReadOnlyList<Visitor> visitors, int count)
{
    /// <summary>How many keep a site of two cores busy.</summary>
    public const int Usual = 64;

    private int _turn = -1;

    /// <summary>Submits so many jobs, together.</summary>
    public Task SubmitAsync(int jobs, CancellationToken cancellationToken)
    {
        var left = jobs;
        return SubmitWhileAsync(() => Interlocked.Decrement(ref left) >= 0, cancellationToken);
    }

    /// <summary>Submits for so long.</summary>
    public Task SubmitAsync(TimeSpan duration, CancellationToken cancellationToken)
    {
        var startedAt = TimeProvider.System.GetTimestamp();
        return SubmitWhileAsync(() => TimeProvider.System.GetElapsedTime(startedAt) < duration, cancellationToken);
    }

    private Task SubmitWhileAsync(Func<bool> another, CancellationToken cancellationToken) =>
        Task.WhenAll(Enumerable.Range(0, count).Select(_ => Task.Run(
            async () =>
            {
                while (another())
                {
                    var turn = (uint)Interlocked.Increment(ref _turn);
                    await client.SubmitAsync(visitors[(int)(turn % visitors.Count)], cancellationToken);
                }
            },
            cancellationToken)));
}
