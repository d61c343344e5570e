using OrleansAiJobs.Grains.Running;

namespace OrleansAiJobs.Tests.Unit.Running;

public sealed class AnswerProgressTests
{
    [Theory]
    [InlineData(0, 0)]
    [InlineData(50, 50)]
    [InlineData(94, 94)]
    [InlineData(500, 95)]
    public void It_is_what_is_written_of_the_expected_text(int characters, int percent)
    {
        var progress = new AnswerProgress(100);

        progress.HasWritten(characters);

        Assert.Equal(percent, progress.Percent);
    }

    [Fact]
    public void Reading_a_long_text_goes_before_and_takes_most_of_it()
    {
        var progress = new AnswerProgress(100);
        List<int> percents = [];

        foreach (var share in new[] { 0.2, 0.4, 0.8 })
        {
            progress.HasRead(share);
            percents.Add(progress.Percent);
        }

        foreach (var characters in new[] { 0, 50, 100 })
        {
            progress.HasWritten(characters);
            percents.Add(progress.Percent);
        }

        Assert.Equal([16, 32, 64, 64, 82, 95], percents);
    }

    [Fact]
    public void It_never_falls()
    {
        var progress = new AnswerProgress(100);

        progress.HasRead(0.5);
        progress.HasWritten(50);
        progress.HasWritten(0);
        progress.HasRead(0.1);

        Assert.Equal(70, progress.Percent);
    }
}
