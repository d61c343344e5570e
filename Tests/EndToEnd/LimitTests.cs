using System.Net;
using System.Net.Http.Json;
using OrleansAiJobs.Tests.Apps;
using OrleansAiJobs.Tests.EndToEnd.Api;
using OrleansAiJobs.Tests.ScriptedAi;

namespace OrleansAiJobs.Tests.EndToEnd;

/// <summary>How much one user may ask for: unfinished jobs, and submits within a minute.</summary>
public sealed class LimitTests : IClassFixture<LimitTests.Fixture>
{
    private const int MostActive = 4;
    private const int MostSubmits = 7;

    private readonly Fixture _limited;

    public LimitTests(Fixture limited) => _limited = limited;

    [Fact]
    public async Task Unfinished_jobs_are_counted_also_for_batches_and_retries_and_a_cancelled_one_makes_room_at_once()
    {
        using var visitor = await _limited.App.VisitAsync();
        var ids = await Task.WhenAll(Enumerable.Range(0, MostActive - 1).Select(n => visitor.SubmitTitlesAsync($"Held {n}.")));

        var batch = await visitor.PostAsync("/api/ai/batch", new { jobs = Enumerable.Repeat(new { type = "titles", input = new { content = "Held." } }, 2) });
        var last = await visitor.PostAsync("/api/ai/titles", new { content = "Held." }, "Idempotency-Key: last");
        var one = await visitor.PostAsync("/api/ai/titles", new { content = "Held." });
        var replay = await visitor.PostAsync("/api/ai/titles", new { content = "Held." }, "Idempotency-Key: last");
        await visitor.SendAsync(HttpMethod.Post, $"/api/ai/job/{ids[0]}/cancel");
        var after = await visitor.PostAsync("/api/ai/titles", new { content = "Held." });
        var retry = await visitor.SendAsync(HttpMethod.Post, $"/api/ai/job/{ids[0]}/retry");

        Assert.All([batch, one, retry], answer => Assert.Equal(
            (HttpStatusCode.TooManyRequests, "too_many_active_jobs"), (answer.Status, answer.Body!["code"]!.GetValue<string>())));
        Assert.All([last, replay, after], answer => Assert.Equal(HttpStatusCode.Accepted, answer.Status));
        Assert.Equal(MostActive + 1, (await visitor.GetAsync("/api/ai/history"))["items"]!.AsArray().Count);
    }

    [Fact]
    public async Task Submits_are_counted_by_the_minute_and_what_is_refused_or_repeated_does_not_count()
    {
        using var visitor = await _limited.App.VisitAsync();
        await visitor.PostAsync("/api/ai/titles", new { content = " " });
        var failed = await visitor.SubmitTitlesAsync("Refused.");
        await visitor.FollowToTheEndAsync(failed);
        for (var n = 1; n < MostSubmits; n++)
        {
            await visitor.FollowToTheEndAsync((await visitor.PostAsync("/api/ai/titles", new { content = $"{n}" }, $"Idempotency-Key: {n}")).Body!["id"]!.GetValue<string>());
        }

        using var refused = await visitor.Http.PostAsJsonAsync("/api/ai/titles", new { content = "One more." });
        var invalid = await visitor.PostAsync("/api/ai/titles", new { content = " " });
        var replay = await visitor.PostAsync("/api/ai/titles", new { content = "1" }, "Idempotency-Key: 1");
        var reused = await visitor.PostAsync("/api/ai/titles", new { content = "2" }, "Idempotency-Key: 1");
        var retry = await visitor.SendAsync(HttpMethod.Post, $"/api/ai/job/{failed}/retry");
        var done = await visitor.SendAsync(HttpMethod.Post, $"/api/ai/job/{replay.Body!["id"]}/retry");
        var batch = await visitor.PostAsync("/api/ai/batch", new { jobs = new[] { new { type = "titles", input = new { content = "One more." } } } });

        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(60));
        Assert.Equal([$"\"submits\";q={MostSubmits};w=60"], refused.Headers.GetValues("RateLimit-Policy"));
        Assert.Equal([$"\"submits\";r=0;t={refused.Headers.RetryAfter.Delta.Value.TotalSeconds:0}"], refused.Headers.GetValues("RateLimit"));
        Assert.Equal(
            ["validation_failed", null, "idempotency_key_reused", "rate_limited", "not_retryable", "rate_limited"],
            new[] { invalid, replay, reused, retry, done, batch }.Select(answer => answer.Body!["code"]?.GetValue<string>()));
    }

    [Fact]
    public async Task Forwarded_headers_of_anybody_but_a_known_proxy_are_ignored()
    {
        string[] forwarded = ["Host: jobs.example", "X-Forwarded-Proto: https", "X-Forwarded-For: 192.0.2.1"];

        var answer = await Exchange.SendAsync(new Uri(_limited.App.BaseUrl, "/api/session"), "POST", forwarded);

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.DoesNotContain("; secure", answer.Headers["Set-Cookie"], StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("Strict-Transport-Security", answer.Headers.Keys);
    }

    public sealed class Fixture : IAsyncLifetime
    {
        private ScriptedAiServer _ai = null!;

        public EmbeddedApp App { get; private set; } = null!;

        public async Task InitializeAsync()
        {
            _ai = await ScriptedAiServer.StartAsync(TimeProvider.System);
            _ai.When(request => request.Content.StartsWith("Held", StringComparison.Ordinal), Enumerable.Repeat(AiReply.Hang(), 20));
            _ai.When(request => request.Content.StartsWith("Refused", StringComparison.Ordinal), AiReply.Error(400, "invalid_request"));
            App = await EmbeddedApp.StartAsync(Settings.Asking(
                _ai, ("ForwardedHeaders:KnownProxies:0", "192.0.2.7"), ("Jobs:MaxActivePerUser", $"{MostActive}"), ("RateLimiting:SubmitsPerMinute", $"{MostSubmits}")));
        }

        public async Task DisposeAsync()
        {
            await App.DisposeAsync();
            await _ai.DisposeAsync();
        }
    }
}
