using System.Text;
using System.Text.Json;
using OrleansAiJobs.Grains.Ai;
using OrleansAiJobs.Grains.Interfaces.Jobs;
using OrleansAiJobs.Grains.JobTypes.Summary;
using OrleansAiJobs.Tests.ScriptedAi;

namespace OrleansAiJobs.Tests.Unit.Ai;

public sealed class AiCallerCacheTests
{
    private const string GoodAnswer = """{"words":["rain","old","harbour"]}""";

    [Fact]
    public async Task Nothing_is_remembered_unless_that_is_configured()
    {
        await using var bench = await AiBench.StartAsync();

        await bench.AskAsync();
        await bench.AskAsync();

        Assert.Equal(2, bench.Server.TotalCalls);
        Assert.Empty(bench.Store.Entries);
    }

    [Fact]
    public async Task The_same_question_is_paid_for_once()
    {
        await using var bench = await StartAsync();
        var first = await bench.AskAsync(AiReply.Says(GoodAnswer) with { Model = "test-model-2026" });
        bench.Sink.Restart();

        var second = await bench.AskAsync();

        Assert.Equal(1, bench.Server.TotalCalls);
        Assert.Equal((1, GoodAnswer), (first.Calls, first.Result));
        Assert.Equal((0, GoodAnswer), (second.Calls, second.Result));
        Assert.Equal(new JobUsage("test-model-2026", 0, 0), second.Usage);
        Assert.Equal((null, null), (second.ProviderStatus, second.ProviderRequestId));
        Assert.Equal(GoodAnswer, bench.Sink.Text);
    }

    [Fact]
    public async Task A_new_answer_is_seen_while_it_is_being_written()
    {
        await using var bench = await StartAsync();
        var gate = new Gate();

        var asking = bench.AskAsync(AiReply.Says(GoodAnswer) with { Chunks = 2, ChunkGate = gate });
        gate.Pass();
        await bench.Sink.WaitForPiecesAsync(1, bench.Patience);
        var half = bench.Sink.Text;
        gate.Open();
        await asking;

        Assert.Equal(GoodAnswer[..(GoodAnswer.Length / 2)], half);
    }

    [Fact]
    public async Task An_answer_lies_in_the_store_for_as_long_as_configured_and_its_key_tells_nothing()
    {
        await using var bench = await StartAsync(("Ai:CacheDuration", "00:10:00"));

        await bench.AskAsync(AiReply.Says(GoodAnswer));

        var (key, (value, lifetime)) = Assert.Single(bench.Store.Answers);
        Assert.Equal(TimeSpan.FromMinutes(10), lifetime);
        Assert.Matches("^[0-9A-Fa-f]+$", key);
        Assert.DoesNotContain("Rain falls", Encoding.UTF8.GetString(value), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Users_share_no_answers()
    {
        await using var bench = await StartAsync();
        await bench.AskAsync();

        await bench.Caller.AskAsync(bench.Type, WordsJobType.Input(), AiBench.User with { UserId = Guid.NewGuid() }, bench.Sink, bench.Patience);

        Assert.Equal(2, bench.Server.TotalCalls);
    }

    [Fact]
    public async Task Another_content_and_another_instruction_are_other_questions()
    {
        await using var bench = await StartAsync();
        await bench.AskAsync();

        await bench.Caller.AskAsync(bench.Type, WordsJobType.Input("Snow falls on the old harbour."), AiBench.User, bench.Sink, bench.Patience);
        await bench.Caller.AskAsync(bench.Type, WordsJobType.Input(count: 4), AiBench.User, bench.Sink, bench.Patience);

        Assert.Equal(3, bench.Server.TotalCalls);
    }

    [Fact]
    public async Task Another_model_is_asked_anew()
    {
        await using var bench = await StartAsync();
        await using var other = await StartAsync(("Ai:Model", "other-model"), ("Ai:BaseUrl", bench.Server.BaseUrl.ToString()));
        await bench.AskAsync();
        foreach (var entry in bench.Store.Entries)
        {
            other.Store.Entries[entry.Key] = entry.Value;
        }

        await other.Caller.AskAsync(bench.Type, WordsJobType.Input(), AiBench.User, other.Sink, other.Patience);

        Assert.Equal(["test-model", "other-model"], bench.Server.Requests.Select(request => request.Model));
    }

    public static TheoryData<string, AiReply> Unusable => new()
    {
        { "cut off", AiReply.Says(GoodAnswer) with { FinishReason = "length" } },
        { "filtered", AiReply.Says(GoodAnswer) with { FinishReason = "content_filter" } },
        { "refused", AiReply.Says(GoodAnswer) with { Refusal = true } },
        { "broken off", AiReply.Says(GoodAnswer) with { FinishReason = null } },
        { "empty", AiReply.Says("") },
        { "failed", AiReply.Error(500) },
    };

    [Theory]
    [MemberData(nameof(Unusable))]
    public async Task What_cannot_be_used_is_not_remembered(string what, AiReply reply)
    {
        await using var bench = await StartAsync();

        var outcome = await bench.AskAsync(reply);

        Assert.True(outcome.Error is not null && bench.Store.Entries.IsEmpty, what);
    }

    [Fact]
    public async Task An_answer_that_had_to_be_mended_is_not_remembered()
    {
        await using var bench = await StartAsync();

        var outcome = await bench.AskAsync(AiReply.Says("""{"words":["rain"]}"""), AiReply.Says(GoodAnswer));

        Assert.Equal((GoodAnswer, 2), (outcome.Result, outcome.Calls));
        Assert.Empty(bench.Store.Entries);
    }

    [Fact]
    public async Task A_store_that_is_away_costs_the_memory_and_not_the_job()
    {
        await using var bench = await StartAsync();
        bench.Store.IsAway = true;

        var outcome = await bench.AskAsync(AiReply.Says(GoodAnswer));

        Assert.Equal((GoodAnswer, 1), (outcome.Result, outcome.Calls));
    }

    [Fact]
    public async Task A_store_that_hangs_is_waited_for_a_second()
    {
        await using var bench = await StartAsync();
        bench.Store.Hangs = true;

        var asking = bench.AskAsync(AiReply.Says(GoodAnswer));
        await bench.Store.Asked.WaitAsync(bench.Patience);
        bench.Store.Hangs = false;
        bench.Clock.Advance(TimeSpan.FromSeconds(1));
        var outcome = await asking;

        Assert.Equal((GoodAnswer, 1), (outcome.Result, outcome.Calls));
    }

    [Fact]
    public async Task What_cannot_be_read_is_asked_for_again()
    {
        await using var bench = await StartAsync();
        await bench.AskAsync(AiReply.Says(GoodAnswer));
        var key = bench.Store.Answers.Keys.Single();
        bench.Store.Entries[key] = ("no JSON"u8.ToArray(), null);

        var outcome = await bench.AskAsync(AiReply.Says(GoodAnswer));

        Assert.Equal((GoodAnswer, 1), (outcome.Result, outcome.Calls));
    }

    [Fact]
    public async Task A_long_text_that_failed_half_way_goes_on_from_there()
    {
        await using var bench = await StartAsync(("Ai:ContextTokens", "2048"));
        var text = string.Join(' ', Enumerable.Range(1, 300).Select(number => $"On day {number} the rain fell on the old harbour."));
        var input = new StoredInput(new SummaryJobType().ReadInput(JsonSerializer.SerializeToElement(new { content = text, maxWords = 50 })).Json!);
        bench.Server.Enqueue(new AiReply(), new AiReply(), AiReply.Error(500));
        var failed = await AskAsync();

        var outcome = await AskAsync();

        Assert.Equal(JobErrorCodes.ProviderUnavailable, failed.Error!.Code);
        Assert.NotNull(outcome.Result);
        var contents = bench.Server.Requests.Select(request => request.Content).ToList();
        Assert.Equal(contents[2], contents[3]);
        Assert.Equal(contents.Count - 1, contents.Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(bench.Server.TotalCalls, failed.Calls + outcome.Calls);

        Task<AiOutcome> AskAsync() => bench.Caller.AskAsync(new SummaryJobType(), input, AiBench.User, bench.Sink, bench.Patience);
    }

    [Fact]
    public async Task A_deleted_jobs_answers_are_forgotten_whichever_of_two_was_asked_first()
    {
        await using var bench = await StartAsync();
        var other = AiBench.User with { JobId = Guid.NewGuid() };
        await bench.AskAsync(AiReply.Says(GoodAnswer));
        await bench.Caller.AskAsync(bench.Type, WordsJobType.Input(), other, bench.Sink, bench.Patience);
        await bench.Caller.AskAsync(bench.Type, WordsJobType.Input("Snow falls on the old harbour."), other, bench.Sink, bench.Patience);
        Assert.Equal(2, bench.Store.Answers.Count);

        await bench.Caller.ForgetAsync(other.JobId, bench.Patience);

        Assert.Empty(bench.Store.Answers);
        await bench.Caller.ForgetAsync(AiBench.User.JobId, bench.Patience);
        Assert.Empty(bench.Store.Entries);
    }

    [Fact]
    public async Task A_store_that_is_away_keeps_no_job_from_being_deleted()
    {
        await using var bench = await StartAsync();
        bench.Store.IsAway = true;

        await bench.Caller.ForgetAsync(AiBench.User.JobId, bench.Patience);
    }

    private static Task<AiBench> StartAsync(params IEnumerable<(string Key, string? Value)> settings) =>
        AiBench.StartAsync(settings.Append((Key: "Ai:CacheDuration", Value: "01:00:00")).DistinctBy(setting => setting.Key));
}
