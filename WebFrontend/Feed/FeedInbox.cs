using Orleans.Streams;
using OrleansAiJobs.Grains.Interfaces.History;
using OrleansAiJobs.WebFrontend.Stopping;

namespace OrleansAiJobs.WebFrontend.Feed;

/// <summary>Subscribes this process to its inbox, again when it has gone deaf, and keeps the feeds' time.</summary>
internal sealed partial class FeedInbox(
    IClusterClient client, FeedHub hub, StoppingNotice stopping, TimeProvider time, ILogger<FeedInbox> logger) : BackgroundService
{
    private static readonly TimeSpan RepeatDelay = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ProbeInterval = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LeaveTimeout = TimeSpan.FromSeconds(2);

    private readonly InboxProbe _probe = new(client, hub.Inbox);
    private StreamSubscriptionHandle<FeedMessage>? _subscription;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await using var closing = stopping.Over.UnsafeRegister(static hub => ((FeedHub)hub!).CloseAll(), hub);
        try
        {
            await SubscribeAsync(stoppingToken);
            await Task.WhenAll(TickAsync(stoppingToken), ProbeAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            await LeaveAsync();
        }
    }

    private async Task TickAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1), time);
        for (long second = 0; await timer.WaitForNextTickAsync(stoppingToken); second++)
        {
            await hub.TickAsync(second);
        }
    }

    private async Task ProbeAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(ProbeInterval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                if (!await _probe.SendAsync(time, stoppingToken))
                {
                    LogDeaf();
                    await UnsubscribeAsync();
                    await SubscribeAsync(stoppingToken);
                    hub.RenewAll();
                }
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested && e is not OutOfMemoryException)
            {
                // The cluster is away: once it is back, the probes tell whether the inbox is, too.
                LogNotProbed(e);
            }
        }
    }

    private async Task SubscribeAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            try
            {
                var stream = client.GetStreamProvider(Feeds.StreamProvider)
                    .GetStream<FeedMessage>(StreamId.Create(Feeds.StreamProvider, hub.Inbox));
                _subscription = await stream.SubscribeAsync(ReceiveAsync).WaitAsync(stoppingToken);
                return;
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested && e is not OutOfMemoryException)
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
            if (message.Item.UserId == Guid.Empty)
            {
                _probe.Received(message.Item.Cursor.Number);
            }
            else
            {
                hub.Receive(message.Item);
            }
        }

        return Task.CompletedTask;
    }

    private async Task LeaveAsync()
    {
        try
        {
            await hub.UnfollowAllAsync().WaitAsync(LeaveTimeout, time, CancellationToken.None);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            LogNotUnsubscribed(e);
        }

        await UnsubscribeAsync();
    }

    private async Task UnsubscribeAsync()
    {
        try
        {
            if (_subscription is not null)
            {
                await _subscription.UnsubscribeAsync().WaitAsync(LeaveTimeout, time, CancellationToken.None);
            }
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            LogNotUnsubscribed(e);
        }
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "The feed's inbox could not be subscribed; trying again.")]
    private partial void LogNotSubscribed(Exception exception);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The feed's inbox no longer delivers; subscribing again.")]
    private partial void LogDeaf();

    [LoggerMessage(Level = LogLevel.Debug, Message = "The feed's inbox could not be probed.")]
    private partial void LogNotProbed(Exception exception);

    [LoggerMessage(Level = LogLevel.Debug, Message = "The feed's inbox could not be unsubscribed; the cluster will notice.")]
    private partial void LogNotUnsubscribed(Exception exception);
}
