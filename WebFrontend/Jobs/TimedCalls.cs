using OrleansAiJobs.WebFrontend.Http;

namespace OrleansAiJobs.WebFrontend.Jobs;

/// <summary>Calls the cluster within the time in which callers are promised an answer, if only that it is unavailable.</summary>
internal sealed class TimedCalls(TimeProvider time)
{
    /// <summary>Leaves a margin within the 3 s of the contract, for a machine that is busy with the outage, and the store's own limit time to come back.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(1.9);

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);

    /// <summary>For calls whose repetition would be answered differently.</summary>
    /// <exception cref="TimeoutException">There was no answer in time; what was asked may still happen.</exception>
    public Task<T> OnceAsync<T>(Func<CancellationToken, Task<T>> call, CancellationToken cancellationToken) =>
        WithinLimitAsync(token => call(token).WaitAsync(token), cancellationToken);

    /// <summary>
    /// For calls that may be repeated: after a failure that may pass they are, as long as there is time. A silo that dies
    /// rejects calls also to grains that live elsewhere, so the next try mostly succeeds.
    /// </summary>
    /// <exception cref="TimeoutException">There was no answer in time; what was asked may still happen.</exception>
    public Task<T> RepeatAsync<T>(Func<CancellationToken, Task<T>> call, CancellationToken cancellationToken) =>
        WithinLimitAsync(token => RepeatUntilAsync(time.GetTimestamp(), call, token), cancellationToken);

    private async Task<T> RepeatUntilAsync<T>(long start, Func<CancellationToken, Task<T>> call, CancellationToken limited)
    {
        for (var pause = FirstPause; ; pause *= 2)
        {
            try
            {
                return await call(limited).WaitAsync(limited);
            }
            catch (Exception e) when (ClusterFailure.Is(e) && !limited.IsCancellationRequested && time.GetElapsedTime(start) + pause < Limit)
            {
                await Task.Delay(pause, time, limited);
            }
        }
    }

    private async Task<T> WithinLimitAsync<T>(Func<CancellationToken, Task<T>> call, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(Limit, time);
        using var both = cancellationToken.CanBeCanceled ? CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken) : null;
        try
        {
            return await call(both?.Token ?? limit.Token);
        }
        catch (OperationCanceledException e) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"The cluster did not answer within {Limit.TotalSeconds} s.", e);
        }
    }
}
