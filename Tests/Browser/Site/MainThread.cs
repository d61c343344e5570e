using Microsoft.Playwright;

namespace OrleansAiJobs.Tests.Browser.Site;

/// <summary>
/// What a page makes its main thread compute, from Chromium's own counters. Processor time, not time on the wall: on a busy machine a page
/// that does nothing wrong stands still, too.
/// </summary>
internal sealed class MainThread
{
    private readonly ICDPSession _session;

    private MainThread(ICDPSession session) => _session = session;

    /// <summary>Counts from now on.</summary>
    public static async Task<MainThread> WatchAsync(IPage page)
    {
        var thread = new MainThread(await page.Context.NewCDPSessionAsync(page));
        await thread._session.SendAsync("Performance.enable", new Dictionary<string, object> { ["timeDomain"] = "threadTicks" });
        return thread;
    }

    /// <summary>The processor time of all its tasks so far.</summary>
    public async Task<TimeSpan> ReadAsync()
    {
        var answer = await _session.SendAsync("Performance.getMetrics");
        var tasks = answer!.Value.GetProperty("metrics").EnumerateArray().Single(metric => metric.GetProperty("name").GetString() is "TaskDuration");
        return TimeSpan.FromSeconds(tasks.GetProperty("value").GetDouble());
    }
}
