namespace OrleansAiJobs.Grains.Ai.LongTexts;

/// <summary>How much a model reads and writes in one call, and how that is counted.</summary>
internal sealed record ModelWindow
{
    private const string O200k = "o200k_base";
    private const string Cl100k = "cl100k_base";

    // The smallest that models in use today have, and servers of their own that say nothing else.
    private const int UnknownTokens = 8_192;

    // What a gateway may add to a request.
    private const double ShareOfKnownTokens = 0.95;

    // Other vocabularies need up to a third more tokens for the same text.
    private const double ShareOfOtherTokens = 0.75;

    // As far as we know them: Ai:ContextTokens goes first. Where input and output have limits of their own, that of the input.
    // Of two that fit, the longer name goes first. Models that people run themselves are not here: their server's settings decide.
    private static readonly (string Name, int Tokens, string? Encoding)[] Known =
    [
        ("gpt-4.1", 1_047_576, O200k),
        ("gpt-5-chat", 128_000, O200k),
        ("gpt-5", 272_000, O200k),
        ("gpt-4o", 128_000, O200k),
        ("chatgpt-4o", 128_000, O200k),
        ("gpt-4-turbo", 128_000, Cl100k),
        ("gpt-4-1106", 128_000, Cl100k),
        ("gpt-4-0125", 128_000, Cl100k),
        ("gpt-4-32k", 32_768, Cl100k),
        ("gpt-4", 8_192, Cl100k),
        ("gpt-3.5-turbo-instruct", 4_096, Cl100k),
        ("gpt-3.5-turbo", 16_385, Cl100k),
        ("o1-mini", 128_000, O200k),
        ("o1-preview", 128_000, O200k),
        ("o1", 200_000, O200k),
        ("o3", 200_000, O200k),
        ("o4-mini", 200_000, O200k),
        ("claude-", 200_000, null),
        ("gemini-", 1_048_576, null),
        ("deepseek-chat", 64_000, null),
        ("deepseek-reasoner", 64_000, null),
    ];

    public required int Tokens { get; init; }

    /// <summary>The encoding of the model; for one that keeps its own to itself, the one that counts more tokens in most languages.</summary>
    public required string Encoding { get; init; }

    /// <summary>What may be used of <see cref="Tokens"/> as counted in <see cref="Encoding"/>.</summary>
    public required int UsableTokens { get; init; }

    /// <param name="model">Its name, also with the owner before it (<c>openai/gpt-4.1</c>) or fine-tuned (<c>ft:gpt-4.1:…</c>).</param>
    /// <param name="contextTokens">The operator's word, which goes before what is known.</param>
    public static ModelWindow Of(string model, int? contextTokens)
    {
        var name = model[(model.LastIndexOf('/') + 1)..];
        name = name.StartsWith("ft:", StringComparison.OrdinalIgnoreCase) ? name[3..] : name;
        var known = Known
            .Where(entry => name.StartsWith(entry.Name, StringComparison.OrdinalIgnoreCase))
            .OrderByDescending(entry => entry.Name.Length)
            .FirstOrDefault();
        var tokens = contextTokens ?? (known.Name is null ? UnknownTokens : known.Tokens);
        return new ModelWindow
        {
            Tokens = tokens,
            Encoding = known.Encoding ?? Cl100k,
            UsableTokens = (int)(tokens * (known.Encoding is null ? ShareOfOtherTokens : ShareOfKnownTokens)),
        };
    }
}
