using Microsoft.ML.Tokenizers;

namespace OrleansAiJobs.Grains.Ai.LongTexts;

/// <summary>
/// Counts the tokens of OpenAI's encodings. The vocabulary is loaded when the first text is counted, and then kept: it takes some
/// hundred milliseconds and 20 to 40 MB.
/// </summary>
/// <param name="encoding">Such as <c>o200k_base</c>.</param>
internal sealed class TokenCounter(string encoding) : ITokenCounter
{
    // The time for a word grows with the square of its length: one of 100,000 letters takes 5 s, cut at every 1,000 it takes 0.05 s.
    private const int MaxPieceCharacters = 1_000;

    private readonly Lazy<Tokenizer> _tokenizer = new(() => TiktokenTokenizer.CreateForEncoding(encoding));

    public int Count(ReadOnlySpan<char> text)
    {
        var tokens = 0;
        while (text.Length > 0)
        {
            var length = PieceOf(text);
            tokens += _tokenizer.Value.CountTokens(text[..length]);
            text = text[length..];
        }

        return tokens;
    }

    public int Fit(ReadOnlySpan<char> text, int tokens)
    {
        var fitting = 0;
        while (fitting < text.Length)
        {
            var piece = text.Slice(fitting, PieceOf(text[fitting..]));
            var count = _tokenizer.Value.CountTokens(piece);
            if (count > tokens)
            {
                return tokens > 0 ? fitting + _tokenizer.Value.GetIndexByTokenCount(piece, tokens, out _, out _) : fitting;
            }

            tokens -= count;
            fitting += piece.Length;
        }

        return fitting;
    }

    // A space begins the word that follows it, so a cut before one changes no token.
    private static int PieceOf(ReadOnlySpan<char> text)
    {
        if (text.Length <= MaxPieceCharacters)
        {
            return text.Length;
        }

        var space = text[..MaxPieceCharacters].LastIndexOf(' ');
        return space > 0 ? space
            : char.IsHighSurrogate(text[MaxPieceCharacters - 1]) ? MaxPieceCharacters - 1
            : MaxPieceCharacters;
    }
}
