using Orleans.Streams;
using OrleansAiJobs.Grains.Interfaces.History;

namespace OrleansAiJobs.WebFrontend.Feed;

/// <summary>Subscribes this process once to its inbox, and keeps the feeds' time.</summary>
internal sealed partial class FeedInbox(IClusterClient client, FeedHub hub, TimeProvider time, ILogger<FeedInbox> logger) : BackgroundService
{
    private static readonly TimeSpan RepeatDelay = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LeaveTimeout = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var subscription = await SubscribeAsync(stoppingToken);
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1), time);
        try
        {
            for (long second = 0; await timer.WaitForNextTickAsync(stoppingToken); second++)
            {
                await hub.TickAsync(second);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            await LeaveAsync(subscription);
        }
    }

    private async Task<StreamSubscriptionHandle<FeedMessage>> SubscribeAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            try
            {
                var stream = client.GetStreamProvider(Feeds.StreamProvider)
                    .GetStream<FeedMessage>(StreamId.Create(Feeds.StreamProvider, hub.Inbox));
                return await stream.SubscribeAsync(ReceiveAsync);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                LogNotSubscribed(e);
                await Task.Delay(RepeatDelay, time, stoppingToken);
            }
        }
    }

    /// <summary>Hands over and returns: a slow user must not hold up the others.</summary>
    private Task ReceiveAsync(IList<SequentialItem<FeedMessage>> messages)
    {
        foreach (var message in messages)
        {
            hub.Receive(message.Item);
        }

        return Task.CompletedTask;
    }

    private async Task LeaveAsync(StreamSubscriptionHandle<FeedMessage> subscription)
    {
        try
        {
            await hub.UnfollowAllAsync().WaitAsync(LeaveTimeout, time, CancellationToken.None);
            await subscription.UnsubscribeAsync().WaitAsync(LeaveTimeout, time, CancellationToken.None);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            LogNotUnsubscribed(e);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The feed's inbox could not be subscribed; trying again.")]
    private partial void LogNotSubscribed(Exception exception);

    [LoggerMessage(Level = LogLevel.Debug, Message = "The feed's inbox could not be unsubscribed; the cluster will notice.")]
    private partial void LogNotUnsubscribed(Exception exception);
}
