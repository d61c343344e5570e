namespace OrleansAiJobs.Grains.Interfaces.Jobs;

/// <summary>The codes of <see cref="JobError"/>; part of the HTTP contract.</summary>
public static class JobErrorCodes
{
    public const string ProviderUnavailable = "provider_unavailable";
    public const string ProviderRateLimited = "provider_rate_limited";
    public const string ProviderTimeout = "provider_timeout";
    public const string ProviderAuth = "provider_auth";
    public const string ProviderQuotaExhausted = "provider_quota_exhausted";
    public const string ContentRejected = "content_rejected";
    public const string InputTooLong = "input_too_long";
    public const string InvalidResponse = "invalid_response";
    public const string Interrupted = "interrupted";
    public const string DeadlineExceeded = "deadline_exceeded";
    public const string Internal = "internal";

    public static string[] All =>
    [
        ProviderUnavailable, ProviderRateLimited, ProviderTimeout, ProviderAuth, ProviderQuotaExhausted, ContentRejected, InputTooLong,
        InvalidResponse, Interrupted, DeadlineExceeded, Internal,
    ];
}
