using OrleansAiJobs.Grains.JobTypes.Local;

namespace OrleansAiJobs.Tests.Unit.JobTypes.Local;

public sealed class SentenceSplitterTests
{
    [Theory]
    [InlineData("One. Two! Three? Four", "One.|Two!|Three?|Four")]
    [InlineData("Dr. Smith met Mr. J. R. Jones in the U.S. Senate. They talked.", "Dr. Smith met Mr. J. R. Jones in the U.S. Senate.|They talked.")]
    [InlineData("It grew by 3.5 percent. See No. 7 and e.g. the table.", "It grew by 3.5 percent.|See No. 7 and e.g. the table.")]
    [InlineData("The answer was no. Then we left.", "The answer was no.|Then we left.")]
    [InlineData("Bring bread, cheese, etc. to the party. Thanks.", "Bring bread, cheese, etc. to the party.|Thanks.")]
    [InlineData("“Stop!” he said. “Why?” She left.", "“Stop!” he said.|“Why?”|She left.")]
    [InlineData("Well... maybe not. Really…? Yes.", "Well... maybe not.|Really…?|Yes.")]
    [InlineData("Visit example.com. It is free.", "Visit example.com.|It is free.")]
    [InlineData("你好。今天怎么样？很好！", "你好。|今天怎么样？|很好！")]
    [InlineData("他说：“走吧。”然后离开了。", "他说：“走吧。”|然后离开了。")]
    [InlineData("مرحبا؟ نعم. شكرا", "مرحبا؟|نعم.|شكرا")]
    [InlineData("...", "...")]
    public void Sentences_end_where_readers_say_so(string text, string expected) =>
        Assert.Equal(expected.Split('|'), SentenceSplitter.Split(text, hasOrdinals: false));

    [Theory]
    [InlineData("Am 3. Oktober begann z. B. die Messe in Halle 7. Viele kamen.", "Am 3. Oktober begann z. B. die Messe in Halle 7. Viele kamen.")]
    [InlineData("Das war 1990. Dann kam die Wende, d. h. alles wurde anders. Die 2. Bundesliga auch.", "Das war 1990.|Dann kam die Wende, d. h. alles wurde anders.|Die 2. Bundesliga auch.")]
    public void In_german_a_short_number_with_a_stop_is_an_ordinal(string text, string expected) =>
        Assert.Equal(expected.Split('|'), SentenceSplitter.Split(text, hasOrdinals: true));

    [Fact]
    public void Nothing_is_lost_but_spaces()
    {
        var random = new Random(11);
        for (var round = 0; round < 2_000; round++)
        {
            var text = RandomText.Create(random, random.Next(1, 60));

            var sentences = SentenceSplitter.Split(text, hasOrdinals: random.Next(2) is 0).ToList();

            Assert.Equal(WithoutSpaces(text), WithoutSpaces(string.Concat(sentences)));
            Assert.DoesNotContain(sentences, sentence => sentence.Trim().Length is 0);
        }
    }

    private static string WithoutSpaces(string text) => string.Concat(text.Where(character => !char.IsWhiteSpace(character)));
}
