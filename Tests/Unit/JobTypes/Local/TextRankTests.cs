using OrleansAiJobs.Grains.JobTypes.Local;

namespace OrleansAiJobs.Tests.Unit.JobTypes.Local;

public sealed class TextRankTests
{
    [Fact]
    public void The_sentence_that_shares_most_with_the_others_ranks_first_and_a_stray_one_last()
    {
        var text = LocalText.Read(
            "Solar panels need sun. A battery stores power. Solar panels with a battery store cheap power for the night. " +
            "Cheap power matters at night. Penguins dislike jazz music.");

        var ranks = text.Sentences.Select(sentence => sentence.Rank).ToArray();

        Assert.Equal(2, Array.IndexOf(ranks, ranks.Max()));
        Assert.Equal(4, Array.IndexOf(ranks, ranks.Min()));
    }

    [Fact]
    public void Ranks_add_up_to_one_for_each_connected_sentence()
    {
        var text = LocalText.Read("Red wine ages well. White wine ages badly. Old wine costs money.");

        Assert.Equal(3, text.Sentences.Sum(sentence => sentence.Rank), precision: 2);
    }

    [Fact]
    public void Of_a_long_text_only_so_many_sentences_are_compared()
    {
        var text = LocalText.Read(string.Join(' ', Enumerable.Range(0, 2_000).Select(number => $"Sentence w{number} tells about w{number % 50} things.")));

        Assert.Equal(2_000, text.Sentences.Count);
        Assert.Equal(TextRank.MaxSentences, text.Sentences.Count(sentence => sentence.Rank > 0));
    }
}
