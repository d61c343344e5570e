using System.Collections.Concurrent;
using Microsoft.Playwright;
using OrleansAiJobs.Tests.Browser.Site;

namespace OrleansAiJobs.Tests.Browser.Client;

public sealed class TokenTests(Website website) : PageTest(website)
{
    private const string Id = "0199b7c2-5f0e-7a31-9d57-0f2c7e5f3a10";

    private readonly ConcurrentQueue<string> _requests = new();

    [Fact]
    public async Task With_tokens_a_page_of_another_site_follows_and_goes_on_with_a_fresh_one_when_the_old_expires()
    {
        var visitor = await ArriveAsync(Website.App);
        visitor.ExpectComplaints("401 (Unauthorized)");
        var page = await visitor.Context.NewPageAsync();
        await page.RouteAsync("https://site.example/**", ServeSiteAsync);
        await page.RouteAsync("https://ai.example/**", AnswerAsync);
        var client = new ClientPage(page);
        await client.OpenAsync("https://site.example/");

        await client.FollowAsync(
            "{ baseUrl: 'https://ai.example', token: async () => `token-${window.tokens = (window.tokens ?? 0) + 1}` }",
            $"{{ jobs: ['{Id}'] }}");
        await client.UntilAsync("ended");

        await client.HearAsync("kind === 'job' && job.status === 'processing' && text === 'So far'");
        Assert.Equal("completed", await page.EvaluateAsync<string>("() => updates.at(-1).job.status"));
        Assert.Equal(
            [
                "/api/ai/events Bearer token-1 from ",
                "/api/ai/events Bearer token-1 from c2",
                "/api/ai/events Bearer token-2 from c2",
            ],
            _requests.Where(request => request.StartsWith("/api/ai/events", StringComparison.Ordinal)));
        Assert.DoesNotContain(_requests, request => request.Contains("session", StringComparison.Ordinal) || request.Contains("cookie", StringComparison.Ordinal));
    }

    private static string Job(string status, int version)
    {
        var terminal = status is "completed" ? "true" : "false";
        return $$"""{"id":"{{Id}}","type":"titles","status":"{{status}}","terminal":{{terminal}},"version":{{version}},"attempt":1,"input":{ } }""";
    }

    private static Task RespondAsync(IRoute route, int status, string contentType = "application/json", string body = "{}") =>
        route.FulfillAsync(new RouteFulfillOptions
        {
            Status = status,
            ContentType = contentType,
            Body = body,
            Headers = [new("Access-Control-Allow-Origin", "https://site.example"), new("Access-Control-Allow-Headers", "Authorization, Last-Event-ID")],
        });

    /// <summary>The site has a copy of the client, and an empty page.</summary>
    private async Task ServeSiteAsync(IRoute route)
    {
        var path = new Uri(route.Request.Url).AbsolutePath;
        if (path is "/")
        {
            await RespondAsync(route, 200, "text/html", "<!doctype html>");
            return;
        }

        var file = await route.FetchAsync(new RouteFetchOptions { Url = new Uri(Website.App.BaseUrl, path).ToString() });
        await route.FulfillAsync(new RouteFulfillOptions { Response = file });
    }

    /// <summary>A server whose feed ends with the first token.</summary>
    private async Task AnswerAsync(IRoute route)
    {
        var headers = await route.Request.AllHeadersAsync();
        var path = new Uri(route.Request.Url).AbsolutePath;
        var (authorization, cursor) = (headers.GetValueOrDefault("authorization"), headers.GetValueOrDefault("last-event-id"));
        if (route.Request.Method is not "OPTIONS")
        {
            _requests.Enqueue($"{path} {authorization} from {cursor}{(headers.ContainsKey("cookie") ? " with a cookie" : "")}");
        }

        var answer = (path, authorization, cursor) switch
        {
            ("/api/ai/events", "Bearer token-1", null) => RespondAsync(
                route,
                200,
                "text/event-stream",
                $$"""
                retry: 500

                event: job
                id: c1
                data: {{Job("processing", 2)}}

                event: delta
                data: {"jobId":"{{Id}}","attempt":1,"offset":0,
                data: "text":"So far"}

                event: ready
                id: c2
                data: {}


                """),
            ("/api/ai/events", "Bearer token-2", "c2") => RespondAsync(
                route, 200, "text/event-stream", $"event: job\nid: c3\ndata: {Job("completed", 3)}\n\n"),
            ("/api/ai/events", _, _) => RespondAsync(route, 401),
            (_, "Bearer token-1", _) => RespondAsync(route, 200, body: Job("processing", 2)),
            _ => RespondAsync(route, 404),
        };
        await answer;
    }
}
