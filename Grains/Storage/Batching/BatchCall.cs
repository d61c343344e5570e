namespace OrleansAiJobs.Grains.Storage.Batching;

/// <summary>A request and whoever waits for its answer.</summary>
internal sealed class BatchCall<TRequest, TAnswer>(TRequest request, long startedAt)
{
    // The waiters of a whole batch must not run one after the other on the loop that should send the next. A grain's do not: behind the
    // storage's own few steps, which do without the scheduler of its activation, they go there.
    private readonly TaskCompletionSource<BatchAnswer<TAnswer>> _answer = new(
        TaskScheduler.Current == TaskScheduler.Default ? TaskCreationOptions.RunContinuationsAsynchronously : TaskCreationOptions.None);

    public TRequest Request => request;

    /// <summary>A timestamp of the time provider.</summary>
    public long StartedAt => startedAt;

    /// <summary>Why the latest sending failed; null when none did.</summary>
    public Exception? LastFailure { get; set; }

    public Task<BatchAnswer<TAnswer>> Answer => _answer.Task;

    public void Complete(TAnswer answer) => _answer.TrySetResult(new BatchAnswer<TAnswer>(answer, LastFailure is not null));

    public void Fail(Exception exception)
    {
        _answer.TrySetException(exception);
        // Its caller may have left: this marks the exception as seen.
        _ = _answer.Task.Exception;
    }
}
