namespace OrleansAiJobs.Grains.Storage;

/// <summary>Runs a call that travels alone within the time that a caller may wait, repeating it while that can help.</summary>
/// <param name="isTransient">Whether running it again may help.</param>
/// <param name="time">Measures how long the caller waits.</param>
internal sealed class BoundedCall(Func<Exception, bool> isTransient, TimeProvider time)
{
    /// <param name="purpose">For the message, such as <c>reading a history</c>.</param>
    /// <param name="attempt">Must do no more when run twice than when run once.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="StorageException">It failed for good, or time ran out.</exception>
    public async Task<T> RunAsync<T>(string purpose, Func<CancellationToken, Task<T>> attempt, CancellationToken cancellationToken)
    {
        var startedAt = time.GetTimestamp();
        // The caller's own token ends its wait only: see DetachedTimeout for what it would cost to hand it to a driver.
        using var timeout = new DetachedTimeout(StoreTimeout.Call, time);
        for (var failures = 1; ; failures++)
        {
            try
            {
                return await attempt(timeout.Token).WaitAsync(Rest(startedAt), time, cancellationToken);
            }
            catch (Exception e) when (!cancellationToken.IsCancellationRequested && e is not StorageException)
            {
                var pause = StoreTimeout.PauseAfter(failures);
                if (!isTransient(e) || Rest(startedAt) <= pause)
                {
                    throw new StorageException($"The database failed at {purpose}: {e.Message}", e);
                }

                await Task.Delay(pause, time, cancellationToken);
            }
        }
    }

    private TimeSpan Rest(long startedAt)
    {
        var rest = StoreTimeout.Call - time.GetElapsedTime(startedAt);
        return rest > TimeSpan.Zero ? rest : TimeSpan.Zero;
    }
}
