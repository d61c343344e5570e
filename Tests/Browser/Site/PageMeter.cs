using System.Globalization;
using Microsoft.Playwright;

namespace OrleansAiJobs.Tests.Browser.Site;

/// <summary>How long a page kept the visitor waiting, measured in the page since it was opened.</summary>
/// <param name="LongestTaskMs">The longest time for which the main thread could do nothing else.</param>
/// <param name="LongTasks">How often that was longer than 50 ms.</param>
/// <param name="LongestGapMs">The longest time between two frames.</param>
/// <param name="Frames">How many frames were drawn.</param>
/// <param name="LayoutShift">How much moved without the visitor's doing, in sum, as browsers score it.</param>
internal sealed record PageMeter(double LongestTaskMs, int LongTasks, double LongestGapMs, int Frames, double LayoutShift)
{
    public const string Script = """
        (() => {
          const meter = window.meter = { longestTaskMs: 0, longTasks: 0, longestGapMs: 0, frames: 0, layoutShift: 0 };
          new PerformanceObserver(list => {
            for (const { duration } of list.getEntries()) {
              meter.longTasks++;
              meter.longestTaskMs = Math.max(meter.longestTaskMs, duration);
            }
          }).observe({ type: 'longtask', buffered: true });
          new PerformanceObserver(list => {
            for (const { value, hadRecentInput } of list.getEntries()) {
              meter.layoutShift += hadRecentInput ? 0 : value;
            }
          }).observe({ type: 'layout-shift', buffered: true });
          let before = null;
          const frame = now => {
            meter.frames++;
            meter.longestGapMs = Math.max(meter.longestGapMs, before === null ? 0 : now - before);
            before = now;
            requestAnimationFrame(frame);
          };
          requestAnimationFrame(frame);
        })();
        """;

    public static async Task<PageMeter> ReadAsync(IPage page)
    {
        var meter = await page.EvaluateAsync<Dictionary<string, double>>("() => window.meter");
        return new PageMeter(meter["longestTaskMs"], (int)meter["longTasks"], meter["longestGapMs"], (int)meter["frames"], meter["layoutShift"]);
    }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"longest task {LongestTaskMs:F0} ms, {LongTasks} tasks over 50 ms, longest gap between {Frames} frames {LongestGapMs:F0} ms, layout shift {LayoutShift:F4}");
}
