using OrleansAiJobs.Grains.JobTypes;

namespace OrleansAiJobs.Tests.Unit.JobTypes;

public sealed class SafeTextTests
{
    [Fact]
    public void Zero_and_lone_surrogates_are_dropped_and_nothing_else()
    {
        // Attributes cannot hold lone surrogates.
        (string Text, string Expected)[] cases =
        [
            ("", ""), ("a\0b", "ab"), ("a\ud800b", "ab"), ("\udc00\ud83d\ude00\ud83d", "\ud83d\ude00"), ("\ufffd\0\u0001", "\ufffd\u0001"),
        ];

        Assert.Equal(cases.Select(pair => pair.Expected), cases.Select(pair => SafeText.Clean(pair.Text)));
        Assert.All(cases, pair => Assert.Equal(pair.Text == pair.Expected, SafeText.IsSafe(pair.Text)));
    }

    [Fact]
    public void A_cut_never_splits_a_surrogate_pair()
    {
        const string Text = "ab🎉cd";

        Assert.Equal([0, 1, 2, 2, 4, 5, 6, 6], Enumerable.Range(0, 8).Select(length => SafeText.CutAt(Text, length)));
    }
}
