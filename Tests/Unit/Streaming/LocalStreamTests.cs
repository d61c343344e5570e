using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using OrleansAiJobs.Grains.Streaming;
using Orleans.Streams;

namespace OrleansAiJobs.Tests.Unit.Streaming;

public sealed class LocalStreamTests
{
    private static readonly StreamId Stream = StreamId.Create("inboxes", Guid.NewGuid());

    private readonly FakeTimeProvider _time = new();
    private readonly LocalStream _provider;

    public LocalStreamTests() => _provider = new LocalStream("test", queues: 4, _time, NullLoggerFactory.Instance);

    [Fact]
    public async Task A_reader_that_waits_gets_an_event_when_it_is_published()
    {
        var reading = Receiver().GetQueueMessagesAsync(10, CancellationToken.None);
        Assert.False(reading.IsCompleted);

        await PublishAsync("one");

        Assert.Equal(["one"], Events(await reading));
    }

    [Fact]
    public async Task Events_come_in_order_no_more_than_asked_for_and_with_growing_numbers()
    {
        for (var number = 0; number < 10; number++)
        {
            await PublishAsync($"{number}");
        }

        var receiver = Receiver();
        var first = await receiver.GetQueueMessagesAsync(4, CancellationToken.None);
        var rest = await receiver.GetQueueMessagesAsync(100, CancellationToken.None);

        Assert.Equal(["0", "1", "2", "3"], Events(first));
        Assert.Equal(["4", "5", "6", "7", "8", "9"], Events(rest));
        var tokens = first.Concat(rest).Select(batch => batch.SequenceToken).ToArray();
        Assert.All(tokens.Zip(tokens.Skip(1)), pair => Assert.True(pair.Second.Newer(pair.First)));
    }

    [Fact]
    public async Task A_reader_that_is_told_to_stop_stops_with_nothing()
    {
        using var stop = new CancellationTokenSource();
        var reading = Receiver().GetQueueMessagesAsync(10, stop.Token);

        await stop.CancelAsync();

        Assert.Empty(await reading);
    }

    [Fact]
    public async Task While_many_events_come_they_are_gathered_and_no_longer()
    {
        var receiver = Receiver();
        await PublishManyAsync(receiver);

        await PublishAsync("first");
        var reading = receiver.GetQueueMessagesAsync(10, CancellationToken.None);
        await PublishAsync("second");
        Assert.False(reading.IsCompleted);
        _time.Advance(LocalQueue.Linger);
        Assert.Equal(["first", "second"], Events(await reading));

        _time.Advance(EventRate.Window);
        await PublishAsync("one of few");
        Assert.Equal(["one of few"], Events(await receiver.GetQueueMessagesAsync(10, CancellationToken.None)));
    }

    [Fact]
    public async Task A_reader_that_is_told_to_stop_while_it_gathers_leaves_the_events_to_the_next()
    {
        var receiver = Receiver();
        await PublishManyAsync(receiver);
        using var stop = new CancellationTokenSource();
        await PublishAsync("one");
        var reading = receiver.GetQueueMessagesAsync(10, stop.Token);

        await stop.CancelAsync();

        Assert.Empty(await reading);
        _time.Advance(EventRate.Window);
        Assert.Equal(["one"], Events(await receiver.GetQueueMessagesAsync(10, CancellationToken.None)));
    }

    [Fact]
    public async Task A_queue_that_nobody_reads_refuses_the_newest_rather_than_grow_for_ever()
    {
        for (var number = 0; number < LocalQueue.Capacity; number++)
        {
            await PublishAsync("one of many");
        }

        await Assert.ThrowsAsync<StreamFullException>(() => PublishAsync("one too many"));
    }

    [Fact]
    public async Task Every_silo_reads_all_its_queues()
    {
        var balancer = new AllOwnQueues();

        await balancer.Initialize(_provider.GetStreamQueueMapper());

        Assert.Equal(4, balancer.GetMyQueues().Distinct().Count());
    }

    /// <summary>As many within a window as make the rate high.</summary>
    private async Task PublishManyAsync(IQueueAdapterReceiver receiver)
    {
        var many = (int)(LocalQueue.Many * EventRate.Window.TotalSeconds);
        for (var number = 0; number < many; number++)
        {
            await PublishAsync($"{number}");
        }

        Assert.Equal(many, (await receiver.GetQueueMessagesAsync(many, CancellationToken.None)).Count);
        _time.Advance(EventRate.Window);
    }

    private static IEnumerable<string> Events(IEnumerable<IBatchContainer> batches) =>
        batches.SelectMany(batch => batch.GetEvents<string>()).Select(one => one.Item1);

    private IQueueAdapterReceiver Receiver() => _provider.CreateReceiver(_provider.GetStreamQueueMapper().GetQueueForStream(Stream));

    private Task PublishAsync(string one) => _provider.QueueMessageBatchAsync(Stream, [one], token: null, requestContext: null!);
}
