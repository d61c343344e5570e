namespace OrleansAiJobs.Grains.Ai;

/// <summary>Lets only so many texts be worked on at once that grains, which share the thread pool, still get their turns.</summary>
internal sealed class LocalTurns : IDisposable
{
    private readonly SemaphoreSlim _turns = new(Math.Max(1, Environment.ProcessorCount / 2));

    /// <summary>Runs the work on the thread pool. Cancelled, it returns at once, and the work keeps its turn until it is done.</summary>
    public async Task<T> RunAsync<T>(Func<T> work, CancellationToken cancellationToken)
    {
        await _turns.WaitAsync(cancellationToken);

        // Never cancelled before it starts: it must give its turn back.
        var running = Task.Run(() => RunAndRelease(work), CancellationToken.None);
        return await running.WaitAsync(cancellationToken);
    }

    public void Dispose() => _turns.Dispose();

    private T RunAndRelease<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        finally
        {
            _turns.Release();
        }
    }
}
