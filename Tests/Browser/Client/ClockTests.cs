using System.Globalization;
using Microsoft.Playwright;
using OrleansAiJobs.Tests.Browser.Site;

namespace OrleansAiJobs.Tests.Browser.Client;

public sealed class ClockTests(Website website) : PageTest(website)
{
    [Theory]
    [InlineData(0, 0)]
    [InlineData(600, 600_000)]
    [InlineData(-600, -600_000)]
    public async Task The_servers_clock_is_read_from_its_answers_however_slow_they_are(int ahead, int expected)
    {
        const int Waited = 5_000;
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var answer = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var client = await (await ArriveAsync(Website.App)).OpenClientAsync();
        await client.Page.Clock.InstallAsync();
        await client.FollowAsync();
        await client.HearAsync("kind === 'ready'");
        await client.Page.RouteAsync("**/api/ai/stats", async route =>
        {
            var date = await client.Page.EvaluateAsync<double>("() => Date.now()") + (ahead * 1000);
            asked.SetResult();
            await answer.Task;
            await route.FulfillAsync(new RouteFulfillOptions
            {
                ContentType = "application/json",
                Body = "{}",
                Headers = new Dictionary<string, string> { ["Date"] = DateTimeOffset.FromUnixTimeMilliseconds((long)date).ToString("R", CultureInfo.InvariantCulture) },
            });
        });

        await client.Page.EvaluateAsync("() => { window.stats = ai.stats(); }");
        await asked.Task.WaitAsync(Website.Patience, TimeProvider.System);
        await client.Page.Clock.FastForwardAsync(Waited);
        answer.SetResult();
        var difference = await client.Page.EvaluateAsync<double>("async () => { await stats; return ai.now() - Date.now(); }");

        // How long it waited before it was answered, and how long after, nobody can tell.
        Assert.InRange(difference, expected - Waited - 2_000, expected + Waited + 2_000);
        Assert.True(ahead != 0 || difference == 0, $"The clocks seem to differ by {difference} ms.");
    }
}
