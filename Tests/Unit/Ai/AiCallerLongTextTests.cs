using System.Text.Json;
using OrleansAiJobs.Grains.Ai;
using OrleansAiJobs.Grains.Ai.LongTexts;
using OrleansAiJobs.Grains.Interfaces.Jobs;
using OrleansAiJobs.Grains.JobTypes;
using OrleansAiJobs.Grains.JobTypes.Summary;
using OrleansAiJobs.Grains.JobTypes.Titles;
using OrleansAiJobs.Tests.ScriptedAi;

namespace OrleansAiJobs.Tests.Unit.Ai;

public sealed class AiCallerLongTextTests
{
    private const int Window = 4_096;
    private const string Notes = """{"summary":"The rain fell."}""";

    private static readonly TokenCounter Tokens = new("cl100k_base");

    // Each sentence is another, so that one can tell what has been read.
    private static readonly string[] Sentences =
        [.. Enumerable.Range(1, 1_500).Select(number => $"On day {number} the rain fell on the old harbour.")];

    private static string Text => string.Join("\n\n", Sentences.Chunk(7).Select(paragraph => string.Join(' ', paragraph)));

    [Fact]
    public async Task A_long_text_is_read_part_by_part_and_summarized_over_the_notes()
    {
        await using var bench = await StartAsync();

        var outcome = await AskAsync(bench, new SummaryJobType(), new { content = Text, maxWords = 50, tone = "formal", language = "fr" });

        Assert.NotNull(outcome.Result);
        var requests = bench.Server.Requests;
        Assert.InRange(requests.Count, 9, 20);
        Assert.Equal(requests.Count, outcome.Calls);
        Assert.All(Sentences, sentence => Assert.Single(requests, request => request.Content.Contains(sentence, StringComparison.Ordinal)));
        Assert.All(requests, request => Assert.InRange(request.Messages.Sum(message => Tokens.Count(message.Text)), 1, Window * 3 / 4));
        Assert.All(requests.SkipLast(1), (request, index) => Assert.Contains($"part {index + 1} of {requests.Count - 1}", request.Instructions, StringComparison.Ordinal));
        var last = requests[^1];
        Assert.Equal(string.Join("\n\n", requests.SkipLast(1).Select(request => FirstWords(request.Content))), last.Content);
        Assert.Contains("at most 50 words", last.Instructions, StringComparison.Ordinal);
        Assert.Contains("BCP 47 tag fr", last.Instructions, StringComparison.Ordinal);
        Assert.Contains("The tone: \"formal\".", last.Instructions, StringComparison.Ordinal);
        Assert.Contains("notes on the parts of a long text", last.Instructions, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Titles_of_a_long_text_are_made_over_the_notes()
    {
        await using var bench = await StartAsync();

        var outcome = await AskAsync(bench, new TitlesJobType(), new { content = Text, count = 7 });

        Assert.Equal(7, JsonSerializer.Deserialize<JsonElement>(outcome.Result!).GetProperty("titles").GetArrayLength());
        Assert.Equal(bench.Server.TotalCalls, outcome.Calls);
        Assert.All(bench.Server.Requests.SkipLast(1), request => Assert.StartsWith("You are an editor who reads", request.Instructions, StringComparison.Ordinal));
        Assert.Contains("Write exactly 7 different titles", bench.Server.Requests[^1].Instructions, StringComparison.Ordinal);
    }

    [Fact]
    public async Task People_see_nothing_but_the_answer_over_the_notes_and_how_far_the_reading_is()
    {
        await using var bench = await StartAsync();
        bench.Server.Default = AiReply.Says(Notes);
        bench.Server.When(request => request.Content.StartsWith("The rain fell.", StringComparison.Ordinal), AiReply.Says("""{"summary":"It rained."}"""));

        await AskAsync(bench, new SummaryJobType(), new { content = Text, maxWords = 50 });

        Assert.Equal("""{"summary":"It rained."}""", bench.Sink.Text);
        Assert.Equal(0, bench.Sink.Restarts);
        Assert.Equal(bench.Server.TotalCalls - 1, bench.Sink.Shares.Count);
        Assert.Equal(bench.Sink.Shares.Order(), bench.Sink.Shares);
        Assert.InRange(bench.Sink.Shares[^1], 0.79, 0.81);
    }

    [Fact]
    public async Task Notes_that_are_still_too_long_are_read_in_parts_again()
    {
        await using var bench = await StartAsync(("Ai:ContextTokens", "2048"));
        bench.Server.Default = AiReply.Says($$"""{"summary":"{{string.Join(' ', Enumerable.Repeat("rain", 45))}}"}""");

        var outcome = await AskAsync(bench, new SummaryJobType(), new { content = Text, maxWords = 100 });

        Assert.NotNull(outcome.Result);
        var counts = bench.Server.Requests.SkipLast(1).Select(request => request.Instructions.Split(" of ")[1].Split('.')[0]).Distinct(StringComparer.Ordinal);
        Assert.Equal(2, counts.Count());
        Assert.Equal(bench.Sink.Shares.Order(), bench.Sink.Shares);
        Assert.All(bench.Sink.Shares, share => Assert.InRange(share, 0, 0.97));
    }

    [Fact]
    public async Task Usage_is_summed_over_all_calls()
    {
        await using var bench = await StartAsync();

        var outcome = await AskAsync(bench, new SummaryJobType(), new { content = Text, maxWords = 50 });

        Assert.Equal(bench.Server.Requests.Sum(request => request.Messages.Sum(message => message.Text.Length) / 4), outcome.Usage!.InputTokens);
        Assert.Equal($"req-{outcome.Calls}", outcome.ProviderRequestId);
    }

    [Fact]
    public async Task Notes_that_cannot_be_used_are_asked_for_once_more()
    {
        await using var bench = await StartAsync();
        bench.Server.Enqueue(AiReply.Says(Notes), AiReply.Says(""" {"summary":""} """));

        var outcome = await AskAsync(bench, new SummaryJobType(), new { content = Text, maxWords = 50 });

        Assert.NotNull(outcome.Result);
        Assert.Equal(4, bench.Server.Requests[2].Messages.Count);
        Assert.StartsWith("The answer holds no complete notes.", bench.Server.Requests[2].Messages[3].Text, StringComparison.Ordinal);
        Assert.Equal(bench.Server.TotalCalls, outcome.Calls);
    }

    [Fact]
    public async Task A_part_that_fails_fails_the_attempt_with_what_was_used_until_then()
    {
        await using var bench = await StartAsync();
        bench.Server.Enqueue(AiReply.Says(Notes), AiReply.Error(429).WithHeader("Retry-After", "3"));

        var outcome = await AskAsync(bench, new SummaryJobType(), new { content = Text, maxWords = 50 });

        Assert.Equal(JobErrorCodes.ProviderRateLimited, outcome.Error!.Code);
        Assert.Equal((2, 429, TimeSpan.FromSeconds(3), false), (outcome.Calls, outcome.ProviderStatus!.Value, outcome.RetryAfter!.Value, outcome.Counts));
        Assert.Equal(Notes.Length / 4, outcome.Usage!.OutputTokens);
    }

    [Fact]
    public async Task A_provider_whose_window_is_smaller_still_says_that_the_text_is_too_long()
    {
        await using var bench = await StartAsync();
        bench.Server.Default = AiReply.Error(400, "context_length_exceeded");

        var outcome = await AskAsync(bench, new SummaryJobType(), new { content = Text, maxWords = 50 });

        Assert.Equal((JobErrorCodes.InputTooLong, false, 1), (outcome.Error!.Code, outcome.Error.Retryable, outcome.Calls));
    }

    [Fact]
    public async Task A_kind_of_job_that_needs_its_text_whole_is_not_asked_about_a_part_of_it()
    {
        await using var bench = await StartAsync();

        var outcome = await bench.Caller.AskAsync(bench.Type, WordsJobType.Input(Text), AiBench.User, bench.Sink, bench.Patience);

        Assert.Equal((JobErrorCodes.InputTooLong, false, 0), (outcome.Error!.Code, outcome.Error.Retryable, outcome.Calls));
        Assert.Equal(0, bench.Server.TotalCalls);
    }

    [Theory]
    [InlineData("gpt-4.1-mini", "")]
    [InlineData("test-model", "100000")]
    public async Task A_text_that_fits_is_one_call(string model, string window)
    {
        await using var bench = await StartAsync(("Ai:Model", model), ("Ai:ContextTokens", window));

        var outcome = await AskAsync(bench, new SummaryJobType(), new { content = Text, maxWords = 50 });

        Assert.Equal(1, outcome.Calls);
        Assert.Equal(Text, Assert.Single(bench.Server.Requests).Content);
        Assert.Empty(bench.Sink.Shares);
    }

    [Fact]
    public async Task The_local_engine_reads_texts_of_any_length()
    {
        await using var bench = await StartAsync(("Ai:Provider", "local"));

        var outcome = await AskAsync(bench, new SummaryJobType(), new { content = Text, maxWords = 50 });

        Assert.NotNull(outcome.Result);
        Assert.Equal(1, outcome.Calls);
    }

    private static Task<AiBench> StartAsync(params IEnumerable<(string Key, string? Value)> settings) =>
        AiBench.StartAsync(settings.Append((Key: "Ai:ContextTokens", Value: $"{Window}")).DistinctBy(setting => setting.Key));

    private static Task<AiOutcome> AskAsync(AiBench bench, IJobType type, object input)
    {
        var stored = type.ReadInput(JsonSerializer.SerializeToElement(input)).Json!;
        return bench.Caller.AskAsync(type, new StoredInput(stored), AiBench.User, bench.Sink, bench.Patience);
    }

    // The scripted AI's answer to a schema with one string.
    private static string FirstWords(string content)
    {
        var words = string.Join(' ', content.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Take(8));
        return words[..Math.Min(words.Length, 80)];
    }
}
