using Orleans.Streams;
using OrleansAiJobs.Grains.Interfaces.History;

namespace OrleansAiJobs.Tests.Cluster;

/// <summary>A frontend's inbox.</summary>
public sealed class InboxTests
{
    private const int Messages = 500;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Lock _gate = new();
    private readonly List<int> _deliveries = [];
    private readonly TaskCompletionSource _first = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _slow = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _all = new(TaskCreationOptions.RunContinuationsAsynchronously);

    [Fact]
    public async Task What_has_come_while_a_delivery_took_its_time_is_delivered_at_once()
    {
        await using var cluster = await JobCluster.StartAsync();
        var inbox = Guid.NewGuid();
        await cluster.Client.GetStreamProvider(Feeds.StreamProvider)
            .GetStream<FeedMessage>(StreamId.Create(Feeds.StreamProvider, inbox))
            .SubscribeAsync(TakeAsync);
        var probe = cluster.Client.GetGrain<IInboxProbeGrain>(inbox);

        await probe.ProbeAsync(0, CancellationToken.None);
        await _first.Task.WaitAsync(Patience, TimeProvider.System);
        for (var number = 1; number < Messages; number++)
        {
            await probe.ProbeAsync(number, CancellationToken.None);
        }

        _slow.SetResult();
        await _all.Task.WaitAsync(Patience, TimeProvider.System);

        // The one that took its time, and the rest; the last few may have been on their way to the agent.
        Assert.InRange(_deliveries.Count, 2, 4);
    }

    private async Task TakeAsync(IList<SequentialItem<FeedMessage>> messages)
    {
        lock (_gate)
        {
            _deliveries.Add(messages.Count);
            if (_deliveries.Sum() >= Messages)
            {
                _all.TrySetResult();
            }
        }

        _first.TrySetResult();
        await _slow.Task;
    }
}
