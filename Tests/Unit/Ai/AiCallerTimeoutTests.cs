using OrleansAiJobs.Grains.Interfaces.Jobs;
using OrleansAiJobs.Tests.ScriptedAi;

namespace OrleansAiJobs.Tests.Unit.Ai;

public sealed class AiCallerTimeoutTests
{
    private static readonly (string, string?) AttemptTimeout = ("Ai:AttemptTimeout", "00:01:00");
    private static readonly (string, string?) StallTimeout = ("Ai:StallTimeout", "00:00:30");

    [Fact]
    public async Task A_provider_that_never_answers_is_given_up_after_the_stall_time()
    {
        await using var bench = await AiBench.StartAsync(AttemptTimeout, StallTimeout);

        var asking = bench.AskAsync(AiReply.Hang());
        var request = (await bench.Server.WaitForRequestsAsync(1, bench.Patience))[0];
        bench.Clock.Advance(TimeSpan.FromSeconds(29));
        Assert.False(asking.IsCompleted);
        bench.Clock.Advance(TimeSpan.FromSeconds(1));
        var outcome = await asking;

        Assert.Equal((JobErrorCodes.ProviderTimeout, true), (outcome.Error!.Code, outcome.Error.Retryable));
        await request.Aborted.WaitAsync(bench.Patience);
    }

    [Fact]
    public async Task A_provider_that_falls_silent_is_given_up_after_the_stall_time()
    {
        await using var bench = await AiBench.StartAsync(AttemptTimeout, StallTimeout);

        var asking = bench.AskAsync(AiReply.Breaks(AiFault.Silence, afterChunks: 1));
        await bench.Sink.WaitForPiecesAsync(1, bench.Patience);
        bench.Clock.Advance(TimeSpan.FromSeconds(30));
        var outcome = await asking;

        Assert.Equal(JobErrorCodes.ProviderTimeout, outcome.Error!.Code);
        Assert.Equal("The AI service stopped answering. Try again.", outcome.Error.Message);
        Assert.Equal(200, outcome.ProviderStatus);
    }

    [Fact]
    public async Task Every_sign_of_life_starts_the_stall_time_anew()
    {
        await using var bench = await AiBench.StartAsync(("Ai:AttemptTimeout", "00:02:00"), StallTimeout);
        var gate = new Gate();

        var asking = bench.AskAsync(new AiReply { Chunks = 3, ChunkGate = gate });
        for (var piece = 1; piece <= 3; piece++)
        {
            gate.Pass();
            await bench.Sink.WaitForPiecesAsync(piece, bench.Patience);
            bench.Clock.Advance(TimeSpan.FromSeconds(piece < 3 ? 29 : 0));
        }

        Assert.Null((await asking).Error);
    }

    [Fact]
    public async Task An_attempt_ends_when_its_time_is_up_however_lively_the_provider()
    {
        await using var bench = await AiBench.StartAsync(AttemptTimeout, StallTimeout);
        var gate = new Gate();

        var asking = bench.AskAsync(new AiReply { Chunks = 4, ChunkGate = gate });
        var request = (await bench.Server.WaitForRequestsAsync(1, bench.Patience))[0];
        for (var piece = 1; piece <= 3; piece++)
        {
            gate.Pass();
            await bench.Sink.WaitForPiecesAsync(piece, bench.Patience);
            bench.Clock.Advance(TimeSpan.FromSeconds(20));
        }

        var outcome = await asking;
        Assert.Equal((JobErrorCodes.ProviderTimeout, true), (outcome.Error!.Code, outcome.Error.Retryable));
        Assert.Contains("took too long", outcome.Error.Message, StringComparison.Ordinal);
        await request.Aborted.WaitAsync(bench.Patience);
    }

    [Fact]
    public async Task The_second_call_of_an_attempt_gets_no_time_of_its_own()
    {
        await using var bench = await AiBench.StartAsync(AttemptTimeout, ("Ai:StallTimeout", "00:00:50"));
        var gate = new Gate();

        var asking = bench.AskAsync(AiReply.Says("{}") with { Gate = gate }, AiReply.Hang());
        await gate.Reached.WaitAsync(bench.Patience);
        bench.Clock.Advance(TimeSpan.FromSeconds(40));
        gate.Open();
        await bench.Server.WaitForRequestsAsync(2, bench.Patience);
        bench.Clock.Advance(TimeSpan.FromSeconds(20));
        var outcome = await asking;

        Assert.Equal(JobErrorCodes.ProviderTimeout, outcome.Error!.Code);
        Assert.Contains("took too long", outcome.Error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_that_has_its_finish_reason_survives_a_silence()
    {
        await using var bench = await AiBench.StartAsync(AttemptTimeout, StallTimeout);

        var asking = bench.AskAsync(AiReply.Breaks(AiFault.Silence, afterChunks: 4) with { FinishWithLastPiece = true });
        await bench.Sink.WaitForPiecesAsync(4, bench.Patience);
        bench.Clock.Advance(TimeSpan.FromSeconds(60));

        Assert.NotNull((await asking).Result);
    }
}
