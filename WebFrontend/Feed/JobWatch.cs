namespace OrleansAiJobs.WebFrontend.Feed;

/// <summary>Long polling: follows a job until it has changed.</summary>
internal sealed class JobWatch(FeedServer server, TimeProvider time)
{
    /// <summary>Waits until the job has another version, or is gone, or the time is up; false when the user has too many connections.</summary>
    /// <param name="userId">Whose job.</param>
    /// <param name="jobId">The job.</param>
    /// <param name="version">The version that the caller holds.</param>
    /// <param name="atMost">How long to wait.</param>
    /// <param name="cancellationToken">The caller has gone.</param>
    public async Task<bool> TryWaitAsync(Guid userId, Guid jobId, int version, TimeSpan atMost, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(atMost, time);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        return await server.TryServeAsync(FeedOpening.OfJob(userId, jobId, version, expiresAt: null), new FirstChange(end), end.Token);
    }

    /// <summary>Ends at the first event that tells of another state.</summary>
    private sealed class FirstChange(CancellationTokenSource end) : IFeedTransport
    {
        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task SendAsync(IReadOnlyList<FeedFrame> frames, CancellationToken cancellationToken) =>
            frames.Any(frame => frame is FeedFrame.Job or FeedFrame.Deleted) ? end.CancelAsync() : Task.CompletedTask;

        public void Abort() => end.Cancel();
    }
}
