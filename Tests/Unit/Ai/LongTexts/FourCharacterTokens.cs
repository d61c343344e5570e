using OrleansAiJobs.Grains.Ai.LongTexts;

namespace OrleansAiJobs.Tests.Unit.Ai.LongTexts;

/// <summary>A token is as much as four characters, so that tests can be worked out by hand.</summary>
internal sealed class FourCharacterTokens : ITokenCounter
{
    public int Count(ReadOnlySpan<char> text) => (text.Length + 3) / 4;

    public int Fit(ReadOnlySpan<char> text, int tokens) => Math.Min(text.Length, tokens * 4);
}
