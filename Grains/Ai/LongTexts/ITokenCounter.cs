namespace OrleansAiJobs.Grains.Ai.LongTexts;

/// <summary>Measures texts as a model does.</summary>
internal interface ITokenCounter
{
    int Count(ReadOnlySpan<char> text);

    /// <summary>The length, in UTF-16 units, of the longest beginning of the text that has at most so many tokens.</summary>
    int Fit(ReadOnlySpan<char> text, int tokens);
}
