using OrleansAiJobs.Grains.Storage.Rows;

namespace OrleansAiJobs.Tests.Unit.Storage.Rows;

public sealed class StorableTextTests
{
    [Fact]
    public void Whole_text_is_storable()
    {
        Assert.True(StorableText.IsStorable(""));
        Assert.True(StorableText.IsStorable("plain \u0001 Привет 世界"));
        Assert.True(StorableText.IsStorable("😀😀 and 👩‍👩‍👧 and 😀"));
    }

    [Fact]
    public void Nul_and_halves_of_surrogate_pairs_are_not()
    {
        Assert.False(StorableText.IsStorable("a\0b"));
        Assert.False(StorableText.IsStorable("😀\uD83D"));
        Assert.False(StorableText.IsStorable("\uDE00😀"));
        Assert.False(StorableText.IsStorable("😀\uD83D\uD83D\uDE00"));
        Assert.False(StorableText.IsStorable("\uDE00\uD83D"));
    }
}
