using System.Globalization;

namespace OrleansAiJobs.Grains.Ai;

/// <summary>Reads how long a provider wants to be left alone.</summary>
internal static class RetryAfterHeaders
{
    // Far beyond any setting, and far from overflowing a date.
    private static readonly TimeSpan Longest = TimeSpan.FromDays(365);

    /// <param name="milliseconds"><c>retry-after-ms</c>: OpenAI's own, and finer, so it goes first.</param>
    /// <param name="retryAfter"><c>Retry-After</c>: seconds or an HTTP date.</param>
    /// <param name="now">What a date is measured from; one that has passed means at once.</param>
    /// <returns>Null when neither is there or makes sense.</returns>
    public static TimeSpan? Read(string? milliseconds, string? retryAfter, DateTimeOffset now) =>
        ReadNumber(milliseconds, TimeSpan.TicksPerMillisecond)
        ?? ReadNumber(retryAfter, TimeSpan.TicksPerSecond)
        ?? ReadDate(retryAfter, now);

    private static TimeSpan? ReadNumber(string? text, long ticksPerUnit)
    {
        const NumberStyles Plain = NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite;
        return double.TryParse(text, Plain, CultureInfo.InvariantCulture, out var number) && number >= 0
            ? new TimeSpan((long)Math.Min(number * ticksPerUnit, Longest.Ticks))
            : null;
    }

    private static TimeSpan? ReadDate(string? text, DateTimeOffset now)
    {
        if (!DateTimeOffset.TryParseExact(text, "r", CultureInfo.InvariantCulture, DateTimeStyles.AllowWhiteSpaces | DateTimeStyles.AssumeUniversal, out var date))
        {
            return null;
        }

        var wait = date - now;
        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait > Longest ? Longest : wait;
    }
}
