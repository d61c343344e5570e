using OrleansAiJobs.Grains.Interfaces.History;
using OrleansAiJobs.WebFrontend.Feed;

namespace OrleansAiJobs.Tests.Unit.Feed;

public sealed class FeedPlaceTests
{
    private static readonly Guid Generation = new("aaaaaaaa-0000-0000-0000-000000000000");
    private static readonly Guid OtherGeneration = new("bbbbbbbb-0000-0000-0000-000000000000");

    private readonly FeedPlace _place = new();

    [Fact]
    public void What_a_message_tells_late_is_not_told_again_and_neither_is_what_follows_it()
    {
        _place.Begin(Cursor(4));
        _place.MoveTo(Cursor(7));

        Assert.Empty(_place.Take(Message(5)));
        Assert.Empty(_place.Take(Message(6, 7)));
        Assert.Equal([8], _place.Take(Message(7, 8)).Select(change => change.Number));
        Assert.Equal(Cursor(8), _place.Cursor);
    }

    [Fact]
    public void A_gap_shows_before_the_next_message_also_when_that_tells_no_change()
    {
        _place.Begin(Cursor(4));

        Assert.False(_place.HasGapBefore(Message(5)));
        Assert.True(_place.HasGapBefore(Message(6)));
        Assert.False(_place.HasGapBefore(new FeedMessage(Guid.Empty, Cursor(4), [], [], Closing: false)));
        Assert.True(_place.HasGapBefore(new FeedMessage(Guid.Empty, Cursor(5), [], [], Closing: false)));
        Assert.True(_place.HasGapBefore(new FeedMessage(Guid.Empty, new FeedCursor(OtherGeneration, 4), [], [], Closing: false)));
    }

    [Fact]
    public void A_message_that_came_while_the_grain_was_asked_is_asked_for_again_only_if_it_tells_more()
    {
        _place.Begin(Cursor(4));

        _place.See(Message(6));
        _place.See(Message(5));
        Assert.True(_place.MoveTo(Cursor(5)));
        Assert.False(_place.MoveTo(Cursor(6)));
    }

    [Fact]
    public void A_message_that_came_before_the_feed_began_shows_when_it_tells_more()
    {
        _place.See(Message(5));
        _place.Begin(Cursor(5));
        Assert.False(_place.SawMore);

        _place.Leave();
        _place.See(Message(6));
        _place.Begin(Cursor(5));
        Assert.True(_place.SawMore);
    }

    /// <summary>Messages are lost, late and doubled, and the grain is asked at any time: each change comes through at most once, in order, and none is missed.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Whatever_happens_to_the_messages_each_change_comes_once_and_in_order(int seed)
    {
        var random = new Random(seed);
        for (var round = 0; round < 300; round++)
        {
            var place = new FeedPlace();
            place.Begin(Cursor(0));
            List<long> told = [];
            List<FeedMessage> underWay = [];
            long number = 0;
            for (var step = 0; step < 60; step++)
            {
                switch (random.Next(4))
                {
                    case 0:
                        var first = number + 1;
                        number += random.Next(1, 4);
                        underWay.Add(Message([.. Enumerable.Range((int)first, (int)(number - first + 1)).Select(n => (long)n)]));
                        break;
                    case 1 when underWay.Count > 0 && random.Next(4) == 0:
                        underWay.RemoveAt(0);
                        break;
                    case 2 when underWay.Count > 0:
                        if (!Deliver(place, underWay[0], told))
                        {
                            Ask(place, number, told);
                        }

                        if (random.Next(4) > 0)
                        {
                            underWay.RemoveAt(0);
                        }

                        break;
                    case 3 when random.Next(4) == 0:
                        Ask(place, number, told);
                        break;
                }
            }

            Ask(place, number, told);
            Assert.Equal(Enumerable.Range(1, (int)number).Select(n => (long)n), told);
        }
    }

    private static bool Deliver(FeedPlace place, FeedMessage message, List<long> told)
    {
        if (place.HasGapBefore(message))
        {
            return false;
        }

        told.AddRange(place.Take(message).Select(change => change.Number));
        return true;
    }

    private static void Ask(FeedPlace place, long number, List<long> told)
    {
        for (var missed = place.Cursor!.Number + 1; missed <= number; missed++)
        {
            told.Add(missed);
        }

        place.MoveTo(Cursor(number));
    }

    private static FeedMessage Message(params long[] numbers) =>
        new(Guid.Empty, Cursor(numbers[^1]), [.. numbers.Select(number => new FeedChange(number, Guid.Empty, null))], [], Closing: false);

    private static FeedCursor Cursor(long number) => new(Generation, number);
}
