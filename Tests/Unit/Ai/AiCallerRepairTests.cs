using OrleansAiJobs.Grains.Interfaces.Jobs;
using OrleansAiJobs.Tests.ScriptedAi;

namespace OrleansAiJobs.Tests.Unit.Ai;

public sealed class AiCallerRepairTests
{
    private const string ShortAnswer = """{"words":["rain"]}""";
    private const string GoodAnswer = """{"words":["rain","old","harbour"]}""";

    [Fact]
    public async Task An_unfit_answer_is_sent_back_once_with_the_complaint()
    {
        await using var bench = await AiBench.StartAsync();

        var outcome = await bench.AskAsync(AiReply.Says(ShortAnswer), AiReply.Says(GoodAnswer));

        Assert.Equal(GoodAnswer, outcome.Result);
        Assert.Equal(2, bench.Server.TotalCalls);
        var messages = bench.Server.Requests[1].Messages;
        Assert.Equal(["system", "user", "assistant", "user"], messages.Select(message => message.Role));
        Assert.Equal(bench.Server.Requests[0].Messages, messages.Take(2));
        Assert.Equal(ShortAnswer, messages[2].Text);
        Assert.StartsWith("There are 1 words; there must be 3.", messages[3].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_sink_begins_anew_with_the_second_answer()
    {
        await using var bench = await AiBench.StartAsync();

        await bench.AskAsync(AiReply.Says(ShortAnswer), AiReply.Says(GoodAnswer));

        Assert.Equal(1, bench.Sink.Restarts);
        Assert.Equal(GoodAnswer, bench.Sink.Text);
    }

    [Fact]
    public async Task Usage_is_summed_over_both_calls()
    {
        await using var bench = await AiBench.StartAsync();

        var outcome = await bench.AskAsync(AiReply.Says(ShortAnswer), AiReply.Says(GoodAnswer) with { Model = "second-model" });

        var inputTokens = bench.Server.Requests.Sum(request => request.Messages.Sum(message => message.Text.Length) / 4);
        Assert.Equal(new JobUsage("second-model", inputTokens, (ShortAnswer.Length / 4) + (GoodAnswer.Length / 4)), outcome.Usage);
        Assert.Equal("req-2", outcome.ProviderRequestId);
    }

    [Fact]
    public async Task A_second_unfit_answer_is_the_last()
    {
        await using var bench = await AiBench.StartAsync();

        var outcome = await bench.AskAsync(AiReply.Says(ShortAnswer), AiReply.Says("no JSON at all"));

        Assert.Equal((JobErrorCodes.InvalidResponse, true), (outcome.Error!.Code, outcome.Error.Retryable));
        Assert.True(outcome.Usage!.OutputTokens > 0);
        Assert.Equal(2, bench.Server.TotalCalls);
    }

    [Fact]
    public async Task A_fault_of_the_second_call_is_what_counts()
    {
        await using var bench = await AiBench.StartAsync();

        var outcome = await bench.AskAsync(AiReply.Says(ShortAnswer), AiReply.Error(429).WithHeader("Retry-After", "3"));

        Assert.Equal(JobErrorCodes.ProviderRateLimited, outcome.Error!.Code);
        Assert.Equal(TimeSpan.FromSeconds(3), outcome.RetryAfter);
        Assert.Equal(429, outcome.ProviderStatus);
        Assert.Equal(ShortAnswer.Length / 4, outcome.Usage!.OutputTokens);
    }
}
