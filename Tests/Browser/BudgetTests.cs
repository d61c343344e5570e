using System.Net;
using Microsoft.Playwright;
using OrleansAiJobs.Tests.Browser.Site;
using OrleansAiJobs.Tests.ScriptedAi;
using Xunit.Abstractions;
using static Microsoft.Playwright.Assertions;

namespace OrleansAiJobs.Tests.Browser;

/// <summary>What the page may cost: the visitor's line, processor and calm.</summary>
public sealed class BudgetTests(Website website, ITestOutputHelper output) : PageTest(website)
{
    private const int MostBytes = 60_000;
    private const int Jobs = 20;
    private const string Writing = "This one is watched for anything that moves.";
    private const string Failing = "Only this story fails in the end.";
    private const string Refused = "This story is refused at first.";

    private static readonly LocatorGetByTextOptions Exactly = new() { Exact = true };
    private static readonly TimeSpan LongTask = TimeSpan.FromMilliseconds(50);

    [Fact]
    public async Task A_first_visit_takes_less_than_60_KB_and_the_next_asks_for_the_page_alone()
    {
        var visitor = await ArriveAsync(Website.App);
        var page = new JobsPage(await visitor.Context.NewPageAsync());

        var first = await Wire.WatchAsync(page.Page);
        await page.OpenAsync();
        await Expect(page.Page.Locator("#engine")).ToBeVisibleAsync();
        var (bytes, answers) = (first.Bytes, first.Asked.Count());
        var second = await Wire.WatchAsync(page.Page);
        await page.Page.ReloadAsync();
        await Expect(page.Page.Locator("#engine")).ToBeVisibleAsync();

        output.WriteLine($"First visit: {bytes} bytes in {answers} answers, second: {second.Bytes} in {second.Asked.Count()}");
        Assert.InRange(bytes, 20_000, MostBytes);
        Assert.All(second.Asked, url => Assert.DoesNotContain("/assets/", url, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_page_points_to_files_that_never_change_and_other_sites_find_the_client_under_its_name()
    {
        using var handler = new SocketsHttpHandler { AutomaticDecompression = DecompressionMethods.All };
        using var http = new HttpClient(handler) { BaseAddress = Website.App.BaseUrl };

        using var page = await http.GetAsync("/");
        var html = await page.Content.ReadAsStringAsync();
        var at = html.IndexOf("/assets/", StringComparison.Ordinal);
        var folder = html[at..html.IndexOf('/', at + "/assets/".Length)];
        using var kept = await http.GetAsync($"{folder}/ai-jobs.js");
        using var named = await http.GetAsync("/ai-jobs.js");
        using var again = new HttpRequestMessage(HttpMethod.Get, "/ai-jobs.js") { Headers = { { "Accept-Encoding", "br" }, { "If-None-Match", named.Headers.ETag!.ToString() } } };
        using var unchanged = await http.SendAsync(again);
        using var neighbours = await http.GetAsync("/assets/0123456789ab/ai-jobs.js");

        Assert.Equal("public, max-age=31536000, immutable", kept.Headers.CacheControl!.ToString());
        Assert.All([page, named, neighbours], answer => Assert.Equal("no-cache", answer.Headers.CacheControl!.ToString()));
        Assert.Equal(HttpStatusCode.NotModified, unchanged.StatusCode);
        Assert.Equal(await named.Content.ReadAsStringAsync(), await kept.Content.ReadAsStringAsync());
        Assert.Equal(await named.Content.ReadAsStringAsync(), await neighbours.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("gzip, br", "br")]
    [InlineData("gzip", "gzip")]
    [InlineData("br;q=0, gzip", "gzip")]
    [InlineData("identity", null)]
    public async Task Files_are_compressed_as_the_visitor_can_read_them(string accepted, string? encoding)
    {
        using var http = new HttpClient { BaseAddress = Website.App.BaseUrl };
        using var request = new HttpRequestMessage(HttpMethod.Get, "/styles.css") { Headers = { { "Accept-Encoding", accepted } } };

        using var answer = await http.SendAsync(request);

        Assert.Equal(encoding, answer.Content.Headers.ContentEncoding.SingleOrDefault());
        Assert.Equal("Accept-Encoding", answer.Headers.Vary.Single());
        Assert.Equal("text/css", answer.Content.Headers.ContentType!.MediaType);
    }

    [Fact]
    [Trait("Suite", "Full")]
    public async Task While_20_jobs_stream_at_once_no_task_computes_for_50_ms()
    {
        var gate = new Gate();
        Ai.Default = new AiReply { Gate = gate, Chunks = 30, ChunkDelay = TimeSpan.FromMilliseconds(40) };
        var page = await OpenPageAsync();
        for (var job = 1; job <= Jobs; job++)
        {
            await page.Text.FillAsync($"Job {job} of many: a story like no other.");
            await page.Text.PressAsync(job % 2 == 0 ? "Control+Enter" : "Control+Shift+Enter");
        }

        await Expect(JobsPage.CardsOf(page.Now)).ToHaveCountAsync(Jobs);
        await Expect(page.Now.GetByText("3rd in line")).ToBeVisibleAsync();
        var trace = await TaskTrace.StartAsync(page.Page);

        gate.Open();
        await Expect(page.Page.Locator("#now-note")).ToHaveTextAsync("All done");

        var tasks = await trace.StopAsync();
        output.WriteLine($"{tasks.Count} tasks, the longest computed for {tasks.Max().TotalMilliseconds:F1} ms, all for {tasks.Sum(task => task.TotalSeconds):F1} s; {await PageMeter.ReadAsync(page.Page)}");
        await page.KeepScreenshotAsync("budget-20-jobs");
        Assert.True(tasks.Count > 100, $"Only {tasks.Count} tasks were seen.");
        Assert.All(tasks, task => Assert.True(task < LongTask, $"A task computed for {task.TotalMilliseconds:F0} ms."));
    }

    [Theory]
    [InlineData(1280, 2200)]
    [InlineData(390, 2800)]
    public async Task Nothing_moves_while_the_page_opens_and_while_jobs_wait_write_fail_are_tried_again_and_end(int width, int height)
    {
        var (gate, pieces, again) = (new Gate(), new Gate(), new Gate());
        Reply(to: Writing, new AiReply { Gate = gate, ChunkGate = pieces, Chunks = 5 }, new AiReply { Gate = gate, ChunkGate = pieces, Chunks = 5 });
        Reply(to: Failing, AiReply.Error(401, code: "invalid_api_key") with { Gate = gate });
        Reply(to: Refused, AiReply.Error(503).WithHeader("Retry-After", "1") with { Gate = gate }, new AiReply { Gate = again });
        var visitor = await ArriveAsync(Website.App);
        var page = new JobsPage(await visitor.Context.NewPageAsync());
        // So high that whatever moves is seen to move.
        await page.Page.SetViewportSizeAsync(width, height);
        await page.OpenAsync();
        await Expect(page.Empty).ToBeVisibleAsync();
        await Expect(page.Page.Locator("#engine")).ToBeVisibleAsync();
        var opened = await PageMeter.ReadAsync(page.Page);
        await page.AskForTitlesAsync(Writing);
        await page.Summarize.ClickAsync();
        await page.AskForTitlesAsync(Refused);
        await page.AskForTitlesAsync(Failing);
        await gate.Reached;
        await Expect(page.Now.GetByText("Working")).ToHaveCountAsync(4);
        // A new card moves those below it: that is the visitor's doing, though a busy machine may draw it too late to know.
        var asked = await PageMeter.ReadAsync(page.Page);

        gate.Open();
        pieces.Pass();
        await Expect(page.Now.GetByText("Retrying", Exactly)).ToBeVisibleAsync();
        await Expect(page.Now.GetByText("Failed", Exactly)).ToBeVisibleAsync();
        await page.KeepScreenshotAsync($"all-states-{width}");
        await again.Reached;
        again.Open();
        pieces.Open();
        await Expect(page.Page.Locator("#now-note")).ToHaveTextAsync("1 failed");

        var ended = await PageMeter.ReadAsync(page.Page);
        output.WriteLine($"Opening: {opened.LayoutShift}, when all was asked for: {asked.LayoutShift}, all in all: {ended}");
        Assert.Equal((0, 0), (opened.LayoutShift, ended.LayoutShift - asked.LayoutShift));
    }
}
