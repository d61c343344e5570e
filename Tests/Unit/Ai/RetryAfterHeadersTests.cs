using OrleansAiJobs.Grains.Ai;

namespace OrleansAiJobs.Tests.Unit.Ai;

public sealed class RetryAfterHeadersTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 17, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(null, "5", 5.0)]
    [InlineData(null, "0", 0.0)]
    [InlineData(null, "1.5", 1.5)]
    [InlineData(null, " 12 ", 12.0)]
    [InlineData("1500", null, 1.5)]
    [InlineData("250", "9", 0.25)]
    [InlineData("soon", "9", 9.0)]
    [InlineData(null, "Mon, 23 Nov 2026 17:02:00 GMT", 120.0)]
    [InlineData(null, "Mon, 23 Nov 2026 16:00:00 GMT", 0.0)]
    [InlineData(null, null, null)]
    [InlineData(null, "", null)]
    [InlineData(null, "-5", null)]
    [InlineData(null, "soon", null)]
    [InlineData(null, "2026-11-23", null)]
    [InlineData(null, "NaN", null)]
    public void The_headers_say_how_long_to_wait(string? milliseconds, string? retryAfter, double? seconds) =>
        Assert.Equal(
            seconds is null ? null : TimeSpan.FromSeconds(seconds.Value),
            RetryAfterHeaders.Read(milliseconds, retryAfter, Now));

    [Theory]
    [InlineData("99999999999999999999999999999999999999")]
    [InlineData("Fri, 31 Dec 9999 23:59:59 GMT")]
    public void An_absurd_wait_is_a_very_long_one(string retryAfter) =>
        Assert.Equal(TimeSpan.FromDays(365), RetryAfterHeaders.Read(null, retryAfter, Now));
}
