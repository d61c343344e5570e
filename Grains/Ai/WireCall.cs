namespace OrleansAiJobs.Grains.Ai;

/// <summary>What one call showed on the wire, and the SDK does not pass on.</summary>
/// <param name="heard">Called whenever the provider gives a sign of life.</param>
internal sealed class WireCall(Action heard)
{
    public int? Status { get; set; }

    /// <summary>The id that the provider gave the call (<c>x-request-id</c>).</summary>
    public string? RequestId { get; set; }

    /// <summary>As it stands in the header.</summary>
    public string? RetryAfter { get; set; }

    /// <summary>As it stands in the header.</summary>
    public string? RetryAfterMilliseconds { get; set; }

    public void Heard() => heard();
}
