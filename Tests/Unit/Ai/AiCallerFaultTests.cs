using System.Globalization;
using OrleansAiJobs.Grains.Interfaces.Jobs;
using OrleansAiJobs.Tests.ScriptedAi;

namespace OrleansAiJobs.Tests.Unit.Ai;

/// <summary>Every fault of a provider, as the real SDK meets it on a real socket.</summary>
public sealed class AiCallerFaultTests
{
    public static TheoryData<string, string, bool> Faults { get; } = new()
    {
        { "500", JobErrorCodes.ProviderUnavailable, true },
        { "502 with a page", JobErrorCodes.ProviderUnavailable, true },
        { "503 with nothing", JobErrorCodes.ProviderUnavailable, true },
        { "504", JobErrorCodes.ProviderTimeout, true },
        { "408", JobErrorCodes.ProviderTimeout, true },
        { "409", JobErrorCodes.ProviderUnavailable, true },
        { "400", JobErrorCodes.Internal, false },
        { "400 too long", JobErrorCodes.InputTooLong, false },
        { "400 too long, said in words", JobErrorCodes.InputTooLong, false },
        { "400 content filter", JobErrorCodes.ContentRejected, false },
        { "401", JobErrorCodes.ProviderAuth, false },
        { "403", JobErrorCodes.ProviderAuth, false },
        { "404 model", JobErrorCodes.ProviderAuth, false },
        { "404 with nothing", JobErrorCodes.ProviderAuth, false },
        { "422", JobErrorCodes.Internal, false },
        { "a page", JobErrorCodes.InvalidResponse, true },
        { "JSON instead of a stream", JobErrorCodes.InvalidResponse, true },
        { "reset before the first byte", JobErrorCodes.ProviderUnavailable, true },
        { "closed before the first byte", JobErrorCodes.ProviderUnavailable, true },
        { "reset in the answer", JobErrorCodes.ProviderUnavailable, true },
        { "closed in the answer", JobErrorCodes.ProviderUnavailable, true },
        { "no finish reason", JobErrorCodes.ProviderUnavailable, true },
        { "unknown finish reason", JobErrorCodes.InvalidResponse, true },
        { "length", JobErrorCodes.InvalidResponse, true },
        { "content filter in the stream", JobErrorCodes.ContentRejected, false },
        { "refusal", JobErrorCodes.ContentRejected, false },
        { "broken chunk", JobErrorCodes.InvalidResponse, true },
        { "chunk of another shape", JobErrorCodes.InvalidResponse, true },
        { "half of a surrogate pair", JobErrorCodes.InvalidResponse, true },
        { "chunk that is null", JobErrorCodes.InvalidResponse, true },
        { "empty answer", JobErrorCodes.InvalidResponse, true },
        { "blank answer", JobErrorCodes.InvalidResponse, true },
        { "error in the stream", JobErrorCodes.ProviderUnavailable, true },
        { "nameless error in the stream", JobErrorCodes.ProviderUnavailable, true },
        { "quota in the stream", JobErrorCodes.ProviderQuotaExhausted, false },
        { "too long in the stream", JobErrorCodes.InputTooLong, false },
        { "empty stream", JobErrorCodes.ProviderUnavailable, true },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Each_fault_has_its_code_after_one_call(string fault, string code, bool retryable)
    {
        await using var bench = await AiBench.StartAsync();

        var outcome = await bench.AskAsync(Scripted(fault));

        Assert.Null(outcome.Result);
        Assert.Equal((code, retryable), (outcome.Error!.Code, outcome.Error.Retryable));
        Assert.True(outcome.Counts);
        Assert.Equal(1, bench.Server.TotalCalls);
    }

    [Fact]
    public async Task A_refused_connection_is_an_unavailable_provider()
    {
        await using var gone = await ScriptedAiServer.StartAsync(TimeProvider.System);
        var address = gone.BaseUrl;
        await gone.DisposeAsync();
        await using var bench = await AiBench.StartAsync(("Ai:BaseUrl", address.ToString()));

        var outcome = await bench.AskAsync();

        Assert.Equal((JobErrorCodes.ProviderUnavailable, true), (outcome.Error!.Code, outcome.Error.Retryable));
        Assert.Null(outcome.ProviderStatus);
    }

    [Fact]
    public async Task An_unknown_host_is_an_unavailable_provider()
    {
        await using var bench = await AiBench.StartAsync(("Ai:BaseUrl", "http://no-such-host.invalid/v1"));

        var outcome = await bench.AskAsync();

        Assert.Equal((JobErrorCodes.ProviderUnavailable, true), (outcome.Error!.Code, outcome.Error.Retryable));
    }

    [Fact]
    public async Task A_redirect_is_not_followed_lest_the_key_and_the_text_go_elsewhere()
    {
        await using var elsewhere = await ScriptedAiServer.StartAsync(TimeProvider.System);
        await using var bench = await AiBench.StartAsync();
        var location = new Uri(elsewhere.BaseUrl, "v1/chat/completions").ToString();

        var outcome = await bench.AskAsync(AiReply.Error(307).WithHeader("Location", location));

        Assert.Equal((JobErrorCodes.ProviderAuth, 307), (outcome.Error!.Code, outcome.ProviderStatus));
        Assert.Equal(0, elsewhere.TotalCalls);
    }

    [Fact]
    public async Task A_fault_keeps_the_providers_status_and_request_id()
    {
        await using var bench = await AiBench.StartAsync();

        var outcome = await bench.AskAsync(AiReply.Error(503));

        Assert.Equal((503, "req-1"), (outcome.ProviderStatus, outcome.ProviderRequestId));
    }

    [Fact]
    public async Task An_answer_that_was_cut_off_says_so_even_when_it_happens_to_be_valid()
    {
        await using var bench = await AiBench.StartAsync();

        var outcome = await bench.AskAsync(Scripted("length"));

        Assert.Contains("cut off", outcome.Error!.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(AiFault.Reset)]
    [InlineData(AiFault.Close)]
    public async Task A_cut_after_the_finish_reason_costs_nothing(AiFault fault)
    {
        await using var bench = await AiBench.StartAsync();

        var outcome = await bench.AskAsync(AiReply.Breaks(fault, afterChunks: 4) with { FinishWithLastPiece = true });

        Assert.NotNull(outcome.Result);
        Assert.Null(outcome.Error);
    }

    [Fact]
    public async Task A_bug_of_ours_is_an_internal_error_and_logged_with_its_exception()
    {
        await using var bench = await AiBench.StartAsync();
        var sink = new RecordingSink { OnAppend = _ => throw new NotSupportedException("a bug in the sink") };

        var outcome = await bench.Caller.AskAsync(bench.Type, WordsJobType.Input(), AiBench.User, sink, bench.Patience);

        Assert.Equal((JobErrorCodes.Internal, true), (outcome.Error!.Code, outcome.Error.Retryable));
        Assert.Contains(bench.Logs.Lines, line => line.Text.Contains("a bug in the sink", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Neither_logs_nor_messages_tell_secrets(string fault, string code, bool retryable)
    {
        await using var bench = await AiBench.StartAsync();
        const string Secret = "secret-of-the-content";
        var reply = Scripted(fault);
        bench.Server.Enqueue(reply with { ErrorMessage = $"{reply.ErrorMessage} {AiBench.Key} may not ask about {Secret}" });

        var outcome = await bench.Caller.AskAsync(bench.Type, WordsJobType.Input(Secret), AiBench.User, bench.Sink, bench.Patience);

        var told = string.Join('\n', bench.Logs.Lines.Select(line => line.Text).Append(outcome.Error!.Message));
        Assert.Contains(code, told, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, told, StringComparison.Ordinal);
        Assert.DoesNotContain(AiBench.Key, told, StringComparison.Ordinal);
        Assert.DoesNotContain("127.0.0.1", outcome.Error.Message, StringComparison.Ordinal);
        Assert.True(retryable || outcome.RetryAfter is null);
    }

    private static AiReply Scripted(string fault) => fault switch
    {
        "502 with a page" => AiReply.Page() with { Status = 502 },
        "503 with nothing" => new AiReply { Status = 503, Body = "", ContentType = "text/plain" },
        "400 too long" => AiReply.Error(400, "context_length_exceeded", "invalid_request_error"),
        "400 too long, said in words" => AiReply.Error(400, null, "BadRequestError", "This model's maximum context length is 4096 tokens."),
        "400 content filter" => AiReply.Error(400, "content_filter"),
        "404 model" => AiReply.Error(404, "model_not_found"),
        "404 with nothing" => new AiReply { Status = 404, Body = "" },
        "a page" => AiReply.Page(),
        "JSON instead of a stream" => new AiReply { Body = """{"choices":[]}""" },
        "reset before the first byte" => AiReply.Breaks(AiFault.Reset, -1),
        "closed before the first byte" => AiReply.Breaks(AiFault.Close, -1),
        "reset in the answer" => AiReply.Breaks(AiFault.Reset),
        "closed in the answer" => AiReply.Breaks(AiFault.Close),
        "no finish reason" => new AiReply { FinishReason = null },
        "unknown finish reason" => new AiReply { FinishReason = "eos_token" },
        "length" => new AiReply { FinishReason = "length" },
        "content filter in the stream" => new AiReply { FinishReason = "content_filter" },
        "refusal" => AiReply.Says("I cannot help with that.") with { Refusal = true },
        "broken chunk" => AiReply.Breaks(AiFault.BrokenChunk),
        "chunk of another shape" => new AiReply { Body = "data: {\"choices\":\"none\"}\n\ndata: [DONE]\n\n", ContentType = "text/event-stream" },
        "half of a surrogate pair" => new AiReply { Body = """data: {"choices":[{"delta":{"content":"\ud83c"}}]}""" + "\n\n", ContentType = "text/event-stream" },
        "chunk that is null" => new AiReply { Body = "data: null\n\ndata: [DONE]\n\n", ContentType = "text/event-stream" },
        "empty answer" => AiReply.Says(""),
        "blank answer" => AiReply.Says(" \n "),
        "error in the stream" => AiReply.ErrorInStream("server_error"),
        "nameless error in the stream" => AiReply.ErrorInStream(null, afterChunks: 0),
        "quota in the stream" => AiReply.ErrorInStream("insufficient_quota"),
        "too long in the stream" => AiReply.ErrorInStream("context_length_exceeded"),
        "empty stream" => new AiReply { Body = "", ContentType = "text/event-stream" },
        _ => AiReply.Error(int.Parse(fault, NumberStyles.None, CultureInfo.InvariantCulture)),
    };
}
