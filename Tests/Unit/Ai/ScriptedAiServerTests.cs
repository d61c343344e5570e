using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using OrleansAiJobs.Tests.ScriptedAi;

namespace OrleansAiJobs.Tests.Unit.Ai;

public sealed class ScriptedAiServerTests
{
    [Fact]
    public async Task A_rule_goes_before_the_queue_and_the_queue_before_the_default()
    {
        await using var server = await ScriptedAiServer.StartAsync(TimeProvider.System);
        using var http = new HttpClient { BaseAddress = server.BaseUrl };
        server.Default = AiReply.Says("default");
        server.Enqueue(AiReply.Says("first"), AiReply.Says("second"));
        server.When(request => request.Content.Contains("job-17", StringComparison.Ordinal), AiReply.Says("mine"));

        string[] said = [await SayAsync(http, "job-1"), await SayAsync(http, "job-17"), await SayAsync(http, "job-17"), await SayAsync(http, "job-2")];

        Assert.Equal(["first", "mine", "second", "default"], said);
    }

    [Fact]
    public async Task Another_process_can_script_it_and_ask_what_it_has_seen()
    {
        await using var server = await ScriptedAiServer.StartAsync(TimeProvider.System);
        using var http = new HttpClient { BaseAddress = server.BaseUrl };

        using var scripted = await http.PostAsJsonAsync("/_script", new { times = 2, contains = "job-17", reply = new { status = 503, errorCode = "server_error" } });
        using var refused = await PostAsync(http, "about job-17", stream: false);
        using var served = await PostAsync(http, "about job-18", stream: false);
        var seen = await http.GetFromJsonAsync<JsonElement>("/_requests");

        Assert.Equal(204, (int)scripted.StatusCode);
        Assert.Equal((503, 200), ((int)refused.StatusCode, (int)served.StatusCode));
        Assert.Equal(2, seen.GetProperty("totalCalls").GetInt32());
        Assert.Equal("about job-18", seen.GetProperty("requests")[1].GetProperty("content").GetString());
    }

    [Fact]
    public async Task A_stream_has_the_events_of_OpenAI()
    {
        await using var server = await ScriptedAiServer.StartAsync(TimeProvider.System);
        using var http = new HttpClient { BaseAddress = server.BaseUrl };
        server.Enqueue(AiReply.Says("one two") with { Chunks = 2 });

        using var response = await PostAsync(http, "text", stream: true);
        var events = (await response.Content.ReadAsStringAsync()).Split("\n\n", StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal("text/event-stream", response.Content.Headers.ContentType!.MediaType);
        Assert.Equal(6, events.Length);
        Assert.Contains("\"role\":\"assistant\"", events[0], StringComparison.Ordinal);
        Assert.Contains("\"content\":\"one\"", events[1], StringComparison.Ordinal);
        Assert.Contains("\"content\":\" two\"", events[2], StringComparison.Ordinal);
        Assert.Contains("\"finish_reason\":\"stop\"", events[3], StringComparison.Ordinal);
        Assert.Contains("\"usage\":{\"prompt_tokens\":", events[4], StringComparison.Ordinal);
        Assert.Equal("data: [DONE]", events[5]);
    }

    [Fact]
    public async Task An_answer_of_its_own_fits_the_schema_and_is_always_the_same()
    {
        await using var bench = await AiBench.StartAsync();

        var first = await bench.AskAsync();
        var second = await bench.AskAsync();

        var words = JsonSerializer.Deserialize<JsonElement>(first.Result!).GetProperty("words").EnumerateArray().Select(word => word.GetString());
        Assert.Equal(3, words.Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(first.Result, second.Result);
    }

    [Fact]
    public async Task Delays_follow_the_clock_it_is_given()
    {
        var clock = new FakeTimeProvider();
        var start = clock.GetUtcNow();
        await using var server = await ScriptedAiServer.StartAsync(clock);
        using var http = new HttpClient { BaseAddress = server.BaseUrl };
        server.Enqueue(AiReply.Says("late") with { Chunks = 4, Delay = TimeSpan.FromHours(1), ChunkDelay = TimeSpan.FromMinutes(10) });

        var saying = SayAsync(http, "text");
        while (!saying.IsCompleted)
        {
            clock.Advance(TimeSpan.FromMinutes(1));
            await Task.Yield();
        }

        Assert.Equal("late", await saying);
        Assert.True(clock.GetUtcNow() - start >= TimeSpan.FromMinutes(100));
    }

    [Fact]
    [Trait("Suite", "Full")]
    public async Task Thousands_of_slow_streams_run_at_once()
    {
        const int Streams = 2000;
        await using var bench = await AiBench.StartAsync();
        using var http = new HttpClient { BaseAddress = bench.Server.BaseUrl };
        var gate = new Gate();
        bench.Server.Default = AiReply.Says("slow") with { ChunkGate = gate };

        var calls = Enumerable.Range(0, Streams).Select(number => SayAsync(http, $"stream {number}")).ToList();
        await bench.Server.WaitForRequestsAsync(Streams, bench.Patience);
        var inFlight = bench.Server.InFlight;
        gate.Open();
        await Task.WhenAll(calls);

        Assert.Equal((Streams, Streams, Streams), (inFlight, bench.Server.MaxInFlight, bench.Server.TotalCalls));
    }

    private static async Task<string> SayAsync(HttpClient http, string content)
    {
        using var response = await PostAsync(http, content, stream: true);
        var events = (await response.Content.ReadAsStringAsync()).Split("\n\n", StringSplitOptions.RemoveEmptyEntries);
        return string.Concat(events
            .Select(text => text["data: ".Length..])
            .Where(data => data is not "[DONE]")
            .Select(data => JsonSerializer.Deserialize<JsonElement>(data).GetProperty("choices"))
            .Where(choices => choices.GetArrayLength() > 0 && choices[0].GetProperty("delta").TryGetProperty("content", out _))
            .Select(choices => choices[0].GetProperty("delta").GetProperty("content").GetString()));
    }

    private static Task<HttpResponseMessage> PostAsync(HttpClient http, string content, bool stream) =>
        http.PostAsJsonAsync("/v1/chat/completions", new
        {
            model = "m",
            stream,
            stream_options = new { include_usage = true },
            messages = new[] { new { role = "user", content } },
        });
}
