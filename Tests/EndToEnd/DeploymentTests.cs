using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using OrleansAiJobs.Tests.EndToEnd.Api;
using OrleansAiJobs.Tests.EndToEnd.Deployment;
using OrleansAiJobs.Tests.ScriptedAi;

namespace OrleansAiJobs.Tests.EndToEnd;

/// <summary>What the compose file describes, started without an engine: the images' programs and settings behind the proxy.</summary>
[Collection(Composed.Name)]
[Trait("Suite", "Full")]
public sealed class DeploymentTests(ComposedCluster cluster) : IClassFixture<ComposedCluster>
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(100);

    [Fact]
    public async Task Every_container_becomes_healthy_by_the_check_of_the_compose_file()
    {
        await Task.WhenAll(cluster.Silos.Concat(cluster.Frontends).Select(node => node.WaitUntilHealthyAsync()));

        Assert.Equal((2, 2), (cluster.Silos.Count, cluster.Frontends.Count));
        using var http = new HttpClient();
        Assert.Equal("Healthy", await http.GetStringAsync(new Uri(cluster.Url, "/health/ready")));
    }

    [Fact]
    public async Task Each_image_has_the_frameworks_that_its_program_asks_for_and_runs_it_without_root()
    {
        foreach (var image in cluster.Images)
        {
            var provided = image.Dockerfile.BaseImage == "mcr.microsoft.com/dotnet/aspnet:10.0"
                ? (string[])["Microsoft.NETCore.App", "Microsoft.AspNetCore.App"]
                : ["Microsoft.NETCore.App"];

            Assert.Equal(provided, await image.FrameworksAsync());
            Assert.Equal("$APP_UID", image.Dockerfile.User);
            Assert.Equal("dotnet", image.Dockerfile.EntryPoint[0]);
        }
    }

    [Fact]
    public async Task The_text_of_a_job_comes_through_the_proxy_as_it_is_written()
    {
        using var visitor = await ApiClient.OpenSessionAsync(cluster.Url);
        var gate = new Gate();
        cluster.Ai.Enqueue(AiReply.Says("""{"titles":["First","Second","Third"]}""") with { Chunks = 6, FinishGate = gate });

        var id = await visitor.SubmitTitlesAsync(Texts.Blog);
        var text = "";
        List<FeedEvent> events = [];
        await foreach (var e in visitor.FollowAsync($"/api/ai/job/{id}/events"))
        {
            events.Add(e);
            if (e.Type == "delta")
            {
                text = text[..e.Data["offset"]!.GetValue<int>()] + e.Data["text"]!.GetValue<string>();
            }

            // The AI goes on only once all of this has arrived: a proxy that holds anything back would wait for ever.
            if (text == "First\nSecond\nThird")
            {
                gate.Open();
            }
        }

        Assert.Equal("completed", events[^1].Data["status"]!.GetValue<string>());
        Assert.Equal(["First", "Second", "Third"], events[^1].Data["result"]!["titles"]!.AsArray().Select(title => title!.GetValue<string>()));
        Assert.Equal("gpt-4.1-mini", (await visitor.JobAsync(id))["usage"]!["model"]!.GetValue<string>());
    }

    [Theory]
    [InlineData(true, HttpStatusCode.OK)]
    [InlineData(false, HttpStatusCode.Forbidden)]
    public async Task A_session_is_opened_from_our_own_page_only(bool isOurs, HttpStatusCode expected)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(cluster.Url, "/api/session"));
        request.Headers.Add("Origin", isOurs ? cluster.Url.GetLeftPart(UriPartial.Authority) : "http://127.0.0.1:1");

        using var answer = await http.SendAsync(request);

        Assert.Equal(expected, answer.StatusCode);
    }

    [Theory]
    [InlineData("https", true)]
    [InlineData("http", false)]
    public async Task A_cookie_is_for_https_only_where_the_proxy_was_reached_by_https(string scheme, bool isSecure)
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseCookies = false });
        var url = string.Create(CultureInfo.InvariantCulture, $"http://{cluster.Frontends[0].Address}:{cluster.FrontendPort}/api/session");
        using var request = new HttpRequestMessage(HttpMethod.Post, url);
        request.Headers.Add("X-Forwarded-Proto", scheme);

        using var answer = await http.SendAsync(request);

        var cookie = Assert.Single(answer.Headers.GetValues("Set-Cookie"));
        Assert.Equal(isSecure, cookie.Contains("secure", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Frontends_may_die_and_be_replaced_at_other_addresses()
    {
        using var visitor = await ApiClient.OpenSessionAsync(cluster.Url);

        await cluster.KillFrontendAsync(cluster.Frontends[0]);
        var withOne = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => visitor.SendAsync(HttpMethod.Get, "/api/session")));
        var renewed = await visitor.SendAsync(HttpMethod.Post, "/api/session");
        await cluster.KillFrontendAsync(cluster.Frontends[0]);
        var asked = TimeProvider.System.GetTimestamp();
        using var withNone = await visitor.Http.GetAsync("/api/ai/history");
        var waited = TimeProvider.System.GetElapsedTime(asked);
        await Task.WhenAll(cluster.StartFrontendAsync(), cluster.StartFrontendAsync());
        await WaitForAnswersAsync(visitor);

        Assert.All(withOne, answer => Assert.Equal(HttpStatusCode.OK, answer.Status));
        Assert.Equal(HttpStatusCode.OK, renewed.Status);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, withNone.StatusCode);
        Assert.Equal("application/problem+json", withNone.Content.Headers.ContentType?.ToString());
        Assert.Equal(TimeSpan.FromSeconds(2), withNone.Headers.RetryAfter?.Delta);
        var problem = JsonNode.Parse(await withNone.Content.ReadAsStringAsync())!;
        Assert.Equal((503, "temporarily_unavailable"), (problem["status"]!.GetValue<int>(), problem["code"]!.GetValue<string>()));
        Assert.NotEqual("", problem["traceId"]!.GetValue<string>());
        Assert.True(waited < TimeSpan.FromSeconds(4), $"The proxy said so after {waited}.");
    }

    private static async Task WaitForAnswersAsync(ApiClient visitor)
    {
        using var patience = new CancellationTokenSource(ApiClient.Patience);
        while (await visitor.SendAsync(HttpMethod.Get, "/api/session") is not (HttpStatusCode.OK, _))
        {
            await Task.Delay(PollInterval, TimeProvider.System, patience.Token);
        }
    }
}
