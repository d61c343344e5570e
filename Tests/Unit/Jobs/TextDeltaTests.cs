using OrleansAiJobs.Grains.Interfaces.Jobs;
using OrleansAiJobs.Grains.Jobs;

namespace OrleansAiJobs.Tests.Unit.Jobs;

public sealed class TextDeltaTests
{
    private readonly TextDelta _delta = new();

    [Fact]
    public void A_text_that_grows_gives_only_what_was_added()
    {
        Assert.Equal(new TextPiece(0, "One"), _delta.Next(new JobText(1, "One")));
        Assert.Equal(new TextPiece(3, "\nTwo"), _delta.Next(new JobText(1, "One\nTwo")));
        Assert.Null(_delta.Next(new JobText(1, "One\nTwo")));
    }

    [Fact]
    public void A_text_that_changes_is_replaced_from_the_first_difference_on()
    {
        _delta.Next(new JobText(1, "One two"));

        Assert.Equal(new TextPiece(4, "four"), _delta.Next(new JobText(1, "One four")));
        Assert.Equal(new TextPiece(3, ""), _delta.Next(new JobText(1, "One")));
    }

    [Fact]
    public void A_new_attempt_begins_at_nothing()
    {
        _delta.Next(new JobText(1, "One"));

        Assert.Equal(new TextPiece(0, "One"), _delta.Next(new JobText(2, "One")));
    }

    [Fact]
    public void No_piece_begins_inside_a_surrogate_pair()
    {
        _delta.Next(new JobText(1, "a😀"));

        Assert.Equal(new TextPiece(1, "😁"), _delta.Next(new JobText(1, "a😁")));
    }

    [Fact]
    public void After_a_loss_the_next_piece_is_the_whole()
    {
        _delta.Next(new JobText(1, "One"));
        _delta.Forget();

        Assert.Equal(new TextPiece(0, "One two"), _delta.Next(new JobText(1, "One two")));
    }
}
