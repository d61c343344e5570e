using System.Globalization;
using OrleansAiJobs.WebFrontend.Http;

namespace OrleansAiJobs.WebFrontend.Limits;

/// <summary>A limit's answer to one request.</summary>
internal sealed class RatePermit
{
    private readonly string _name;
    private readonly int _limit;
    private readonly MinuteLease? _lease;

    public RatePermit(string name, int limit, MinuteLease? lease)
    {
        _name = name;
        _limit = limit;
        _lease = lease;
    }

    /// <summary>Of a limit that is switched off.</summary>
    public static RatePermit Free { get; } = new("", 0, lease: null);

    public bool IsGranted => _lease is not { IsAcquired: false };

    /// <summary>The request made nothing that counts.</summary>
    public void GiveBack() => _lease?.GiveBack();

    /// <summary>The answer to a request that got none; its headers say when to come back.</summary>
    public Problem Refuse(HttpContext context)
    {
        var lease = _lease ?? throw new InvalidOperationException("A limit that is switched off refuses nothing.");
        var seconds = Math.Max(1, (long)Math.Ceiling(lease.Wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        var headers = context.Response.Headers;
        headers.RetryAfter = seconds;
        headers["RateLimit-Policy"] = string.Create(CultureInfo.InvariantCulture, $"\"{_name}\";q={_limit};w={SlidingMinute.Length.TotalSeconds:0}");
        headers["RateLimit"] = string.Create(CultureInfo.InvariantCulture, $"\"{_name}\";r={lease.Remaining};t={seconds}");
        return Problems.RateLimited.With($"At most {_limit} within a minute; try again in {seconds} s.");
    }
}
