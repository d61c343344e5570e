namespace OrleansAiJobs.WebFrontend.Limits;

/// <summary>The section <c>RateLimiting</c>: how much one caller may ask of this frontend within a minute.</summary>
internal sealed class RateLimitingOptions
{
    public const string Section = "RateLimiting";

    /// <summary>Jobs that one user may submit within a minute; 0 switches every limit here off.</summary>
    public int SubmitsPerMinute { get; set; } = 120;

    /// <summary>New sessions and guests' submits within a minute from one address, or from one /64 of IPv6; 0 switches this limit off.</summary>
    public int GuestsPerAddressPerMinute { get; set; } = 3000;
}
