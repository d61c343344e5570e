using OrleansAiJobs.Grains.Interfaces.History;
using OrleansAiJobs.Grains.Interfaces.Jobs;
using OrleansAiJobs.WebFrontend.Feed;

namespace OrleansAiJobs.Tests.Unit.Feed;

public sealed class LiveTextsTests
{
    private static readonly Guid Job = Guid.NewGuid();

    private readonly LiveTexts _texts = new();

    [Fact]
    public void Pieces_make_the_text()
    {
        Assert.True(_texts.TryApply(Piece(1, 0, "One")));
        Assert.True(_texts.TryApply(Piece(1, 2, "ly two")));

        Assert.Equal(new JobText(1, "Only two"), _texts.Find(Job));
    }

    [Fact]
    public void A_piece_after_a_gap_is_refused_until_the_whole_is_known()
    {
        Assert.False(_texts.TryApply(Piece(1, 5, "x")));
        _texts.Take(Job, new JobText(1, "12345"));

        Assert.True(_texts.TryApply(Piece(1, 5, "6")));
        Assert.Equal("123456", _texts.Find(Job)?.Text);
    }

    [Fact]
    public void A_later_attempt_begins_anew_and_an_earlier_one_changes_nothing()
    {
        _texts.TryApply(Piece(2, 0, "Second"));

        Assert.True(_texts.TryApply(Piece(1, 0, "First")));
        _texts.Take(Job, new JobText(1, "First, and longer"));
        Assert.Equal(new JobText(2, "Second"), _texts.Find(Job));
        Assert.True(_texts.TryApply(Piece(3, 0, "Third")));
        Assert.Equal(new JobText(3, "Third"), _texts.Find(Job));
    }

    [Fact]
    public void A_whole_text_that_is_shorter_than_what_is_known_came_late()
    {
        _texts.TryApply(Piece(1, 0, "A longer text"));

        _texts.Take(Job, new JobText(1, "A long"));

        Assert.Equal("A longer text", _texts.Find(Job)?.Text);
    }

    [Fact]
    public void The_text_of_an_attempt_is_out_of_date_once_a_later_one_is_known_to_run()
    {
        _texts.TryApply(Piece(1, 0, "First"));

        Assert.False(_texts.Outdate(Job, attempt: 1));
        Assert.True(_texts.Outdate(Job, attempt: 2));

        Assert.Equal(new JobText(2, ""), _texts.Find(Job));
        Assert.True(_texts.TryApply(Piece(1, 5, ", late")));
        Assert.True(_texts.TryApply(Piece(2, 0, "Second")));
        Assert.Equal(new JobText(2, "Second"), _texts.Find(Job));
        Assert.False(_texts.Outdate(Job, attempt: 2));
    }

    [Fact]
    public void Of_a_job_without_text_nothing_is_out_of_date()
    {
        Assert.False(_texts.Outdate(Job, attempt: 2));
        Assert.Null(_texts.Find(Job));
    }

    private static FeedLive Piece(int attempt, int offset, string text) =>
        new() { JobId = Job, Version = 2, Attempt = attempt, TextOffset = offset, Text = text };
}
