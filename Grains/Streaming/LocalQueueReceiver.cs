using Orleans.Streams;

namespace OrleansAiJobs.Grains.Streaming;

/// <summary>Gives a pulling agent what is in the queue, and keeps it waiting while there is nothing.</summary>
internal sealed class LocalQueueReceiver(LocalQueue queue) : IQueueAdapterReceiver
{
    public Task Initialize(TimeSpan timeout) => Task.CompletedTask;

    public Task<IList<IBatchContainer>> GetQueueMessagesAsync(int maxCount) => GetQueueMessagesAsync(maxCount, CancellationToken.None);

    /// <summary>The agent cancels the wait when it stops.</summary>
    public Task<IList<IBatchContainer>> GetQueueMessagesAsync(int maxCount, CancellationToken cancellationToken) =>
        queue.TakeAsync(maxCount, cancellationToken);

    public Task MessagesDeliveredAsync(IList<IBatchContainer> messages) => Task.CompletedTask;

    public Task Shutdown(TimeSpan timeout) => Task.CompletedTask;
}
