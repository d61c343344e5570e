using OrleansAiJobs.Grains.Interfaces.History;
using OrleansAiJobs.WebFrontend.Jobs;

namespace OrleansAiJobs.Tests.Unit.Http;

public sealed class HistoryCursorTests
{
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    private static readonly HistoryPosition Position = new(
        new DateTimeOffset(2026, 11, 23, 17, 4, 5, TimeSpan.Zero).AddTicks(6_789_012),
        Guid.Parse("0199b7c2-5f0e-7a31-9d57-0f2c7e5f3a10"));

    [Fact]
    public void A_cursor_leads_back_to_its_place()
    {
        Assert.Equal(Position, HistoryCursor.Decode(HistoryCursor.Encode(Position)));
    }

    [Fact]
    public void The_ends_of_time_are_places_too()
    {
        var first = new HistoryPosition(DateTimeOffset.MinValue, Guid.Empty);
        var last = new HistoryPosition(DateTimeOffset.MaxValue, Guid.AllBitsSet);

        Assert.Equal(first, HistoryCursor.Decode(HistoryCursor.Encode(first)));
        Assert.Equal(last, HistoryCursor.Decode(HistoryCursor.Encode(last)));
    }

    [Fact]
    public void The_same_moment_in_another_time_zone_is_the_same_place()
    {
        var elsewhere = Position with { CreatedAt = Position.CreatedAt.ToOffset(TimeSpan.FromHours(5)) };

        Assert.Equal(HistoryCursor.Encode(Position), HistoryCursor.Encode(elsewhere));
    }

    [Fact]
    public void A_cursor_can_stand_in_an_address_as_it_is()
    {
        Assert.All(HistoryCursor.Encode(Position), c => Assert.Contains(c, Alphabet));
    }

    [Fact]
    public void Any_other_character_anywhere_breaks_it()
    {
        var cursor = HistoryCursor.Encode(Position);

        for (var i = 0; i < cursor.Length; i++)
        {
            foreach (var other in (Alphabet + "+/= \t%é").Where(c => c != cursor[i]))
            {
                var broken = cursor[..i] + other + cursor[(i + 1)..];
                Assert.True(HistoryCursor.Decode(broken) is null, broken);
            }
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("0199b7c2-5f0e-7a31-9d57-0f2c7e5f3a10")]
    public void What_is_no_cursor_is_refused(string text)
    {
        Assert.Null(HistoryCursor.Decode(text));
    }

    [Fact]
    public void A_cut_or_lengthened_cursor_is_refused()
    {
        var cursor = HistoryCursor.Encode(Position);

        Assert.Null(HistoryCursor.Decode(cursor[..^1]));
        Assert.Null(HistoryCursor.Decode(cursor[1..]));
        Assert.Null(HistoryCursor.Decode(cursor + "A"));
        Assert.Null(HistoryCursor.Decode(cursor + "="));
        Assert.Null(HistoryCursor.Decode(cursor + cursor));
    }
}
