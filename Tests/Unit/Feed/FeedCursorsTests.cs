using OrleansAiJobs.Grains.Interfaces.History;
using OrleansAiJobs.WebFrontend.Feed;

namespace OrleansAiJobs.Tests.Unit.Feed;

public sealed class FeedCursorsTests
{
    [Fact]
    public void An_id_reads_back_as_what_it_was()
    {
        var cursor = new FeedCursor(Guid.NewGuid(), 42);

        Assert.Equal(cursor, FeedCursors.Parse(FeedCursors.Format(cursor)));
        Assert.Equal(7, FeedCursors.ParseVersion(FeedCursors.FormatVersion(7)));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void No_id_is_no_cursor(string? id)
    {
        Assert.Null(FeedCursors.Parse(id));
        Assert.Null(FeedCursors.ParseVersion(id));
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("-5")]
    [InlineData("2d9a964b136b4a09bad4f440e0d9bca0")]
    [InlineData("2d9a964b136b4a09bad4f440e0d9bca0-")]
    [InlineData("2d9a964b136b4a09bad4f440e0d9bca0--1")]
    [InlineData("2d9a964b136b4a09bad4f440e0d9bca0-99999999999999999999")]
    [InlineData("v3")]
    public void An_id_that_was_never_issued_belongs_to_no_feed(string id)
    {
        Assert.Equal(Guid.Empty, FeedCursors.Parse(id).Generation);
    }

    [Theory]
    [InlineData("v")]
    [InlineData("v-1")]
    [InlineData("v99999999999")]
    [InlineData("3")]
    public void A_version_that_was_never_issued_is_none(string id)
    {
        Assert.Null(FeedCursors.ParseVersion(id));
    }
}
