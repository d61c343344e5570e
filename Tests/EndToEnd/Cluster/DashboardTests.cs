using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using OrleansAiJobs.Tests.EndToEnd.Processes;
using OrleansAiJobs.Tests.ScriptedAi;
using OrleansAiJobs.Tests.Servers;

namespace OrleansAiJobs.Tests.EndToEnd.Cluster;

/// <summary>The Orleans Dashboard of a silo: who may see it, and what they see.</summary>
[Collection(OneAtATime.Name)]
[Trait("Suite", "Full")]
public sealed class DashboardTests
{
    private const string Password = "a long enough password";
    private const string JobGrain = "OrleansAiJobs.Grains.Jobs.AiJobGrain";

    [Fact]
    public async Task The_dashboard_asks_for_the_password_and_tells_nothing_that_a_job_holds()
    {
        var port = FreePort.Find();
        await using var app = await ClusterApp.StartAsync(
            silos: 1, frontends: 1, ("Dashboard:Port", port.ToString(CultureInfo.InvariantCulture)), ("Dashboard:Password", Password));
        using var stranger = Open(port, null);
        using var guesser = Open(port, "another password");
        using var operators = Open(port, Password);
        // Its profiler counts from the first look on.
        (await operators.GetAsync("/DashboardCounters")).EnsureSuccessStatusCode();
        Planted.Script(app.Ai);
        using var visitor = await app.VisitAsync();
        await Planted.VisitAsync(visitor);
        app.Ai.Default = AiReply.Breaks(AiFault.Silence);
        var running = await visitor.SubmitRepeatedlyAsync(Planted.Prompt);
        await app.Jobs.WaitUntilAsync("for the job to run", rows => rows.Any(row => row.Id == running && row.Status == "processing"), TimeSpan.FromSeconds(30));

        var counters = JsonNode.Parse(await operators.GetStringAsync("/DashboardCounters"))!;
        var silo = counters["hosts"]![0]!["siloAddress"]!.GetValue<string>();
        string[] shown =
        [
            "/", "/index.min.js", "/version", "/DashboardCounters", "/ClusterStats", "/Reminders", "/Reminders/1", "/TopGrainMethods", "/GrainTypes",
            $"/HistoricalStats/{silo}", $"/SiloProperties/{silo}", $"/SiloMetadata/{silo}", $"/SiloStats/{silo}", $"/SiloCounters/{silo}", $"/GrainStats/{JobGrain}", "/LifecycleStages",
        ];
        string[] hidden = [$"/GrainState?grainId={running}&grainType={JobGrain}", $"/grainstate/?grainId={running}&grainType={JobGrain}", "/Trace"];

        Assert.All([.. shown, .. hidden, "/nothing"], path => AssertStatus(HttpStatusCode.Unauthorized, stranger, path));
        Assert.All([.. shown, .. hidden], path => AssertStatus(HttpStatusCode.Unauthorized, guesser, path));
        Assert.All(hidden, path => Assert.Contains(StatusOf(operators, path), (HttpStatusCode[])[HttpStatusCode.NotFound, HttpStatusCode.Forbidden]));
        foreach (var path in shown)
        {
            using var answer = await operators.GetAsync(path);
            var body = await answer.Content.ReadAsStringAsync();
            Assert.True(answer.IsSuccessStatusCode, $"{path}: {answer.StatusCode} {body}");
            Assert.All([Planted.Prompt, Planted.ApiKey, Password], secret => Assert.DoesNotContain(secret, body, StringComparison.OrdinalIgnoreCase));
        }

        Assert.Contains("<html", await operators.GetStringAsync("/"), StringComparison.OrdinalIgnoreCase);
        Assert.Contains("SubmitAsync", await operators.GetStringAsync($"/GrainStats/{JobGrain}"), StringComparison.Ordinal);
    }

    private static HttpClient Open(int port, string? password)
    {
        var http = new HttpClient { BaseAddress = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}")) };
        http.DefaultRequestHeaders.Authorization = password is null
            ? null
            : new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"operator:{password}")));
        return http;
    }

    private static void AssertStatus(HttpStatusCode expected, HttpClient http, string path) => Assert.True(StatusOf(http, path) == expected, path);

    private static HttpStatusCode StatusOf(HttpClient http, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        using var answer = http.Send(request, HttpCompletionOption.ResponseHeadersRead);
        return answer.StatusCode;
    }
}
