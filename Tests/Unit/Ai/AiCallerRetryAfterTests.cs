using OrleansAiJobs.Grains.Interfaces.Jobs;
using OrleansAiJobs.Tests.ScriptedAi;

namespace OrleansAiJobs.Tests.Unit.Ai;

public sealed class AiCallerRetryAfterTests
{
    [Theory]
    [InlineData("Retry-After", "7", 7)]
    [InlineData("Retry-After", "Mon, 23 Nov 2026 17:00:30 GMT", 30)]
    [InlineData("retry-after-ms", "2500", 2.5)]
    public async Task A_busy_provider_costs_no_attempt_and_says_when_to_come_back(string header, string value, double seconds)
    {
        await using var bench = await AiBench.StartAsync();

        var outcome = await bench.AskAsync(AiReply.Error(429, "rate_limit_exceeded").WithHeader(header, value));

        Assert.Equal((JobErrorCodes.ProviderRateLimited, true), (outcome.Error!.Code, outcome.Error.Retryable));
        Assert.False(outcome.Counts);
        Assert.Equal(TimeSpan.FromSeconds(seconds), outcome.RetryAfter);
        Assert.Equal(1, bench.Server.TotalCalls);
    }

    [Fact]
    public async Task A_rate_limit_inside_the_stream_costs_no_attempt_either()
    {
        await using var bench = await AiBench.StartAsync();

        var outcome = await bench.AskAsync(AiReply.ErrorInStream("rate_limit_exceeded"));

        Assert.Equal(JobErrorCodes.ProviderRateLimited, outcome.Error!.Code);
        Assert.False(outcome.Counts);
    }

    [Fact]
    public async Task An_unavailable_provider_may_say_when_to_come_back()
    {
        await using var bench = await AiBench.StartAsync();

        var outcome = await bench.AskAsync(AiReply.Error(503).WithHeader("Retry-After", "20"));

        Assert.Equal(TimeSpan.FromSeconds(20), outcome.RetryAfter);
        Assert.True(outcome.Counts);
    }

    [Fact]
    public async Task A_provider_that_wants_to_be_left_alone_for_too_long_fails_the_job_and_says_until_when()
    {
        await using var bench = await AiBench.StartAsync(("Ai:MaxRetryAfter", "00:05:00"));

        var outcome = await bench.AskAsync(AiReply.Error(429).WithHeader("Retry-After", "301"));

        Assert.Equal((JobErrorCodes.ProviderRateLimited, false), (outcome.Error!.Code, outcome.Error.Retryable));
        Assert.Contains("2026-11-23 17:05 UTC", outcome.Error.Message, StringComparison.Ordinal);
        Assert.Null(outcome.RetryAfter);
    }

    [Fact]
    public async Task An_exhausted_quota_is_no_rate_limit_although_it_is_a_429()
    {
        await using var bench = await AiBench.StartAsync();

        var outcome = await bench.AskAsync(AiReply.Error(429, "insufficient_quota", "insufficient_quota").WithHeader("Retry-After", "1"));

        Assert.Equal((JobErrorCodes.ProviderQuotaExhausted, false), (outcome.Error!.Code, outcome.Error.Retryable));
        Assert.Null(outcome.RetryAfter);
    }
}
