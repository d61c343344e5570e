using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.Playwright;

namespace OrleansAiJobs.Tests.Browser.Site;

/// <summary>
/// Every task of a page's main thread, from Chromium's own trace, with the processor time that it took: on a busy machine a task that computes
/// for 3 ms may last for 300.
/// </summary>
internal sealed class TaskTrace
{
    private static readonly Dictionary<string, object> WhatToTrace = new()
    {
        ["transferMode"] = "ReportEvents",
        ["traceConfig"] = new { includedCategories = new[] { "disabled-by-default-devtools.timeline", "toplevel" }, excludedCategories = new[] { "*" } },
    };

    private readonly ICDPSession _session;
    private readonly ConcurrentQueue<JsonElement> _events = new();
    private readonly TaskCompletionSource _complete = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private TaskTrace(ICDPSession session) => _session = session;

    public static async Task<TaskTrace> StartAsync(IPage page)
    {
        var trace = new TaskTrace(await page.Context.NewCDPSessionAsync(page));
        trace._session.Event("Tracing.dataCollected").OnEvent += (_, e) =>
        {
            foreach (var one in e!.Value.GetProperty("value").EnumerateArray())
            {
                trace._events.Enqueue(one.Clone());
            }
        };
        trace._session.Event("Tracing.tracingComplete").OnEvent += (_, _) => trace._complete.TrySetResult();
        await trace._session.SendAsync("Tracing.start", WhatToTrace);
        return trace;
    }

    /// <summary>The processor time of each task since the start.</summary>
    public async Task<IReadOnlyList<TimeSpan>> StopAsync()
    {
        await _session.SendAsync("Tracing.end");
        await _complete.Task.WaitAsync(Website.Patience, TimeProvider.System);
        var mainThreads = _events
            .Where(e => Name(e) is "thread_name" && e.GetProperty("args").GetProperty("name").GetString() is "CrRendererMain")
            .Select(Thread)
            .ToHashSet();
        return [.. _events
            .Where(e => Name(e) is "RunTask" && e.TryGetProperty("tdur", out _) && mainThreads.Contains(Thread(e)))
            .Select(e => TimeSpan.FromMicroseconds(e.GetProperty("tdur").GetInt64()))];
    }

    private static string? Name(JsonElement e) => e.GetProperty("name").GetString();

    private static (int Process, int Thread) Thread(JsonElement e) => (e.GetProperty("pid").GetInt32(), e.GetProperty("tid").GetInt32());
}
