using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Playwright;
using OrleansAiJobs.Tests.Apps;
using OrleansAiJobs.Tests.Browser.Clients;
using OrleansAiJobs.Tests.Browser.Site;
using OrleansAiJobs.Tests.ScriptedAi;

namespace OrleansAiJobs.Tests.Browser;

/// <summary>Clients that others wrote all see the same.</summary>
[Trait("Suite", "Full")]
public sealed class ClientsTests(Website website) : PageTest(website)
{
    private const int Jobs = 3;
    private const string Source = "Tests/Browser/Clients";
    private const string Story = "A story that six kinds of clients follow at once.";

    [Fact]
    public async Task A_browsers_EventSource_and_WebSocket_fetch_event_source_npms_eventsource_curl_and_long_polls_see_the_same()
    {
        var folder = await NpmPackages.InstallAsync(Source, "feed-clients");
        File.Copy(Repository.PathOf($"{Source}/node-client.mjs"), Path.Combine(folder, "node-client.mjs"), overwrite: true);
        var summary = string.Join(' ', Enumerable.Range(1, 60).Select(number => $"Word{number} “é” 🎉"));
        Reply(to: Story, Enumerable.Repeat(AiReply.Says(new JsonObject { ["summary"] = summary }.ToJsonString()) with { Chunks = 40, ChunkDelay = TimeSpan.FromMilliseconds(40) }, Jobs).ToArray());
        var visitor = await ArriveAsync(Website.App);
        var page = await visitor.Context.NewPageAsync();
        await ServeAsync(page, folder);
        await page.GotoAsync("/health/live");
        await page.EvaluateAsync("() => fetch('/api/session', { method: 'POST' })");
        var cookie = string.Join("; ", (await visitor.Context.CookiesAsync()).Select(one => $"{one.Name}={one.Value}"));
        using var http = new HttpClient { BaseAddress = Website.App.BaseUrl };
        http.DefaultRequestHeaders.Add("Cookie", cookie);
        var feed = new Uri(Website.App.BaseUrl, "/api/ai/events");
        using var curl = ClientProcess.Curl(feed, cookie);
        using var node = ClientProcess.Node(folder, feed, cookie, Jobs);

        Dictionary<string, Task<Heard>> clients = new()
        {
            ["Chromium's EventSource"] = HearInPageAsync(page, "followByEventSource"),
            ["Chromium's WebSocket"] = HearInPageAsync(page, "followBySocket"),
            ["@microsoft/fetch-event-source"] = HearInPageAsync(page, "followByFetch"),
            ["curl"] = curl.HearEventsAsync(Jobs),
            ["npm eventsource"] = node.HearLinesAsync(Jobs),
        };
        await Task.WhenAll(curl.Ready, node.Ready, page.WaitForFunctionAsync("() => window.ready?.length === 3")).WaitAsync(Website.Patience, TimeProvider.System);
        var ids = await Task.WhenAll(Enumerable.Range(0, Jobs).Select(number => SubmitAsync(http, $"{Story} {number}")));
        var polled = await Task.WhenAll(ids.Select(id => PollAsync(http, id)));
        var heard = await Task.WhenAll(clients.Select(async client => (Name: client.Key, What: await client.Value.WaitAsync(Website.Patience, TimeProvider.System))));

        var truth = new Heard();
        foreach (var job in (await http.GetFromJsonAsync<JsonNode>("/api/ai/history"))!["items"]!.AsArray())
        {
            truth.Take("job", id: null, job!);
        }

        Assert.All(heard, client => Assert.Equal(truth.Jobs, client.What.Jobs));
        Assert.All(heard, client => Assert.Equal(heard[0].What.Cursor, client.What.Cursor));
        Assert.All(heard, client => Assert.Equal(Jobs, client.What.Texts.Count));
        Assert.All(heard, client => Assert.All(client.What.Texts.Values, text => Assert.StartsWith(text, summary, StringComparison.Ordinal)));
        Assert.All(polled, job => Assert.Equal(("completed", summary), (job["status"]!.GetValue<string>(), job["result"]!["summary"]!.GetValue<string>())));
    }

    /// <summary>Our script and npm's packages at addresses of the page's own origin. The packages import without file endings.</summary>
    private static async Task ServeAsync(IPage page, string folder)
    {
        await page.RouteAsync("**/page-clients.js", route => route.FulfillAsync(new RouteFulfillOptions { Path = Repository.PathOf($"{Source}/page-clients.js") }));
        await page.RouteAsync("**/npm/**", route =>
        {
            var file = Path.Combine(folder, "node_modules", new Uri(route.Request.Url).AbsolutePath["/npm/".Length..]);
            return route.FulfillAsync(new RouteFulfillOptions { Path = File.Exists(file) ? file : $"{file}.js", ContentType = "text/javascript" });
        });
    }

    private static async Task<Heard> HearInPageAsync(IPage page, string client)
    {
        var events = await page.EvaluateAsync<string>($"async count => JSON.stringify(await (await import('/page-clients.js')).{client}(count))", Jobs);
        var heard = new Heard();
        foreach (var e in JsonNode.Parse(events)!.AsArray())
        {
            heard.Take(e!);
        }

        return heard;
    }

    private static async Task<string> SubmitAsync(HttpClient http, string content)
    {
        using var answer = await http.PostAsJsonAsync("/api/ai/summary", new { content, maxWords = 500 });
        return (await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonNode>())!["id"]!.GetValue<string>();
    }

    /// <summary>Follows one job by long polls to its end.</summary>
    private static async Task<JsonNode> PollAsync(HttpClient http, string id)
    {
        EntityTagHeaderValue? tag = null;
        JsonNode? job = null;
        while (job is null || !job["terminal"]!.GetValue<bool>())
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/ai/job/{id}?wait=20");
            if (tag is not null)
            {
                request.Headers.IfNoneMatch.Add(tag);
            }

            using var answer = await http.SendAsync(request);
            tag = answer.Headers.ETag;
            job = answer.IsSuccessStatusCode ? await answer.Content.ReadFromJsonAsync<JsonNode>() : job;
        }

        return job;
    }
}
