using System.Collections.Frozen;
using System.Globalization;

namespace OrleansAiJobs.Grains.Ai;

/// <summary>What a provider's error means. The same status stands for very different things, so its code is asked first.</summary>
internal static class ProviderErrors
{
    // OpenAI's, then those of Azure, Anthropic, DeepSeek, OpenRouter, vLLM and llama.cpp where they differ.
    private static readonly FrozenDictionary<string, FailureKind> ByCode = new Dictionary<string, FailureKind>(StringComparer.OrdinalIgnoreCase)
    {
        ["insufficient_quota"] = FailureKind.QuotaExhausted,
        ["billing_hard_limit_reached"] = FailureKind.QuotaExhausted,
        ["billing_not_active"] = FailureKind.QuotaExhausted,
        ["insufficient_balance"] = FailureKind.QuotaExhausted,
        ["context_length_exceeded"] = FailureKind.InputTooLong,
        ["string_above_max_length"] = FailureKind.InputTooLong,
        ["exceed_context_size_error"] = FailureKind.InputTooLong,
        ["request_too_large"] = FailureKind.InputTooLong,
        ["content_filter"] = FailureKind.ContentRejected,
        ["content_policy_violation"] = FailureKind.ContentRejected,
        ["moderation_blocked"] = FailureKind.ContentRejected,
        ["model_not_found"] = FailureKind.NotFound,
        ["DeploymentNotFound"] = FailureKind.NotFound,
        ["not_found_error"] = FailureKind.NotFound,
        ["invalid_api_key"] = FailureKind.AccessRefused,
        ["authentication_error"] = FailureKind.AccessRefused,
        ["permission_error"] = FailureKind.AccessRefused,
        ["rate_limit_exceeded"] = FailureKind.RateLimited,
        ["rate_limit_error"] = FailureKind.RateLimited,
        ["server_error"] = FailureKind.Unavailable,
        ["overloaded_error"] = FailureKind.Unavailable,
        ["timeout"] = FailureKind.TimedOut,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    // vLLM and others tell a text that is too long from other bad requests only in words.
    private static readonly string[] TooLongWords = ["maximum context length", "context length exceeded", "prompt is too long"];

    /// <param name="status">The HTTP status; 200 when the error came inside the stream.</param>
    /// <param name="error">What the provider wrote, if it could be read.</param>
    public static FailureKind KindOf(int? status, ProviderError? error)
    {
        if (Lookup(error?.Code) is { } byCode)
        {
            return byCode;
        }

        if (Lookup(error?.Type) is { } byType)
        {
            return byType;
        }

        if (status is null or (>= 200 and < 300))
        {
            status = int.TryParse(error?.Code, NumberStyles.None, CultureInfo.InvariantCulture, out var code) ? code : null;
        }

        return status is 400 or 422 && IsAboutLength(error) ? FailureKind.InputTooLong : ByStatus(status);
    }

    private static FailureKind? Lookup(string? word) => word is not null && ByCode.TryGetValue(word, out var kind) ? kind : null;

    private static bool IsAboutLength(ProviderError? error) =>
        error?.Message is { } message && TooLongWords.Any(words => message.Contains(words, StringComparison.OrdinalIgnoreCase));

    private static FailureKind ByStatus(int? status) => status switch
    {
        401 or 403 => FailureKind.AccessRefused,
        402 => FailureKind.QuotaExhausted,
        // Redirects are not followed: the key would go where nobody sent it.
        404 or 405 or 410 or (>= 300 and < 400) => FailureKind.NotFound,
        408 or 504 => FailureKind.TimedOut,
        409 or 425 => FailureKind.Unavailable,
        413 => FailureKind.InputTooLong,
        429 => FailureKind.RateLimited,
        >= 400 and < 500 => FailureKind.RequestRefused,
        _ => FailureKind.Unavailable,
    };
}
