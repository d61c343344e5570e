using System.ComponentModel.DataAnnotations;
using OrleansAiJobs.Grains.Hosting;

namespace OrleansAiJobs.Grains.Ai;

/// <summary>The section <c>Ai</c>: which AI answers, and how long to wait for it.</summary>
internal sealed class AiOptions : IValidatableObject
{
    public const string Section = "Ai";
    public const string OpenAi = "openai";
    public const string Local = "local";

    private const int SmallestWindow = 2_048;
    private const int LargestWindow = 10_000_000;
    private const int MostRequestsPerMinute = 1_000_000;
    private const int MostTokensPerMinute = 1_000_000_000;

    private static readonly TimeSpan ShortestTimeout = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestTimeout = TimeSpan.FromHours(1);
    private static readonly TimeSpan LongestMaxRetryAfter = TimeSpan.FromDays(1);
    private static readonly TimeSpan LongestCacheDuration = TimeSpan.FromDays(1);

    /// <summary><c>openai</c> or <c>local</c>; when empty, <c>openai</c> if there is a key or a base URL, else <c>local</c>.</summary>
    public string? Provider { get; set; }

    /// <summary>The provider's key; <c>OPENAI_API_KEY</c> is read when it is empty.</summary>
    public string? ApiKey { get; set; }

    /// <summary>Where a server speaks OpenAI's protocol; <c>OPENAI_BASE_URL</c> is read when it is empty, then OpenAI itself.</summary>
    public string? BaseUrl { get; set; }

    /// <summary>The model to ask.</summary>
    public string Model { get; set; } = "gpt-4.1-mini";

    /// <summary>
    /// The model's window in tokens, 2,048 to 10,000,000: what it reads and writes in one call. Longer texts are read part by part, all
    /// within <see cref="AttemptTimeout"/>. When left out, what is known of the model by its name, else 8,192. Ollama cuts off what is
    /// longer than its <c>num_ctx</c> without saying so: give that number here.
    /// </summary>
    public int? ContextTokens { get; set; }

    /// <summary>One attempt, all in all.</summary>
    public TimeSpan AttemptTimeout { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>The longest silence of the provider within an attempt.</summary>
    public TimeSpan StallTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Calls a minute that the whole cluster makes at the most; null for no limit.</summary>
    public int? RequestsPerMinute { get; set; }

    /// <summary>Tokens a minute, in and out, that the whole cluster uses at the most; null for no limit. Estimated before a call, settled after it.</summary>
    public int? TokensPerMinute { get; set; }

    /// <summary>A provider that asks to be left alone for longer fails the job.</summary>
    public TimeSpan MaxRetryAfter { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// For how long an answer is remembered, so that the same question of the same user to the same model is not paid for twice; at
    /// most 1 day. Off (0) by default. Only complete, valid answers are remembered. They lie in Redis for so long, in plain text under
    /// a hashed key (embedded: in the memory of the process), also when their job is deleted meanwhile.
    /// </summary>
    public TimeSpan CacheDuration { get; set; } = TimeSpan.Zero;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) => [.. CheckProvider(), .. CheckModel(), .. CheckWindow(), .. CheckTimes(), .. CheckLimits()];

    private IEnumerable<ValidationResult> CheckProvider()
    {
        if (Provider is not (OpenAi or Local))
        {
            yield return new ValidationResult($"Ai:Provider is '{Provider}', but must be openai or local, or be left out.");
        }

        if (Provider is OpenAi && ApiKey is null && BaseUrl is null)
        {
            yield return new ValidationResult(
                "Ai:Provider is openai, but there is no key: set Ai:ApiKey (or OPENAI_API_KEY); for a server that needs none, "
                + "set Ai:BaseUrl (or OPENAI_BASE_URL). With Ai:Provider local no AI is needed.");
        }

        // Anything else cannot stand in a header, and would only fail with the first job.
        if (ApiKey is not null && !ApiKey.All(character => character is > ' ' and < '\x7f'))
        {
            yield return new ValidationResult("Ai:ApiKey (or OPENAI_API_KEY) must consist of visible ASCII characters.");
        }

        if (BaseUrl is not null && !IsHttpUrl(BaseUrl))
        {
            yield return new ValidationResult(
                "Ai:BaseUrl (or OPENAI_BASE_URL) must be an absolute http or https URL, such as http://localhost:11434/v1.");
        }
    }

    private IEnumerable<ValidationResult> CheckModel() =>
        string.IsNullOrWhiteSpace(Model) ? [new ValidationResult("Ai:Model must name a model, such as gpt-4.1-mini.")] : [];

    private IEnumerable<ValidationResult> CheckWindow() =>
        ContextTokens is { } tokens ? SettingRange.Check("Ai:ContextTokens", tokens, SmallestWindow, LargestWindow) : [];

    private IEnumerable<ValidationResult> CheckTimes() =>
    [
        .. SettingRange.Check("Ai:AttemptTimeout", AttemptTimeout, ShortestTimeout, LongestTimeout),
        .. SettingRange.Check("Ai:StallTimeout", StallTimeout, ShortestTimeout, LongestTimeout),
        .. SettingRange.Check("Ai:MaxRetryAfter", MaxRetryAfter, TimeSpan.Zero, LongestMaxRetryAfter),
        .. SettingRange.Check("Ai:CacheDuration", CacheDuration, TimeSpan.Zero, LongestCacheDuration),
    ];

    private IEnumerable<ValidationResult> CheckLimits() =>
    [
        .. SettingRange.Check("Ai:RequestsPerMinute", RequestsPerMinute ?? 1, 1, MostRequestsPerMinute),
        .. SettingRange.Check("Ai:TokensPerMinute", TokensPerMinute ?? 1, 1, MostTokensPerMinute),
    ];

    private static bool IsHttpUrl(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url) && (url.Scheme == Uri.UriSchemeHttp || url.Scheme == Uri.UriSchemeHttps);
}
