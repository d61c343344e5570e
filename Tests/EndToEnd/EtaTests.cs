using OrleansAiJobs.Tests.Apps;
using OrleansAiJobs.Tests.EndToEnd.Api;
using OrleansAiJobs.Tests.EndToEnd.Cluster;
using OrleansAiJobs.Tests.ScriptedAi;
using Xunit.Abstractions;

namespace OrleansAiJobs.Tests.EndToEnd;

/// <summary>How honest the time remaining is.</summary>
[Trait("Suite", "Full")]
public sealed class EtaTests(ITestOutputHelper output)
{
    private const int Chunks = 20;
    private const int AtOnce = 40;

    private readonly Figures _figures = new(output);

    [Fact]
    public async Task The_time_remaining_is_about_right_at_the_start_and_better_halfway_also_after_a_restart()
    {
        const int Jobs = 500;
        await using var ai = await ScriptedAiServer.StartAsync(TimeProvider.System);
        await using var app = await EmbeddedApp.StartAsync(Settings.Asking(
            ai, ("Jobs:MaxConcurrentPerUser", $"{AtOnce}"), ("Jobs:MaxActivePerUser", "2000"), ("RateLimiting:SubmitsPerMinute", "0")));
        // Log-normal, median 3 s, sigma 0.5.
        var random = new Random(11);
        ai.Enqueue(Enumerable.Range(0, Jobs + AtOnce).Select(_ => new AiReply { Chunks = Chunks, ChunkDelay = TimeSpan.FromSeconds(3 * Math.Exp(0.5 * Normal(random)) / Chunks) }));
        using (var earlier = await app.VisitAsync())
        {
            await RunAsync(earlier, AtOnce);
        }

        await app.Process.TerminateAsync();
        await app.StartAgainAsync();
        using var visitor = await app.VisitAsync();
        var seen = await RunAsync(visitor, Jobs);

        var atStart = seen.Select(job => ErrorAt(job, 0)).OfType<double>().Order().ToArray();
        var halfway = seen.Select(job => ErrorAt(job, 0.5)).OfType<double>().Order().ToArray();
        _figures.Write($"Time remaining of {Jobs} jobs, log-normal, median 3 s, sigma 0.5: median absolute error {100 * atStart[atStart.Length / 2]:F0} % at the start ({atStart.Length} jobs had an estimate), {100 * halfway[halfway.Length / 2]:F0} % halfway ({halfway.Length}).");
        Assert.True(atStart.Length > Jobs * 0.98 && atStart[atStart.Length / 2] < 0.35, $"{atStart[atStart.Length / 2]}");
        Assert.True(halfway.Length > Jobs * 0.9 && halfway[halfway.Length / 2] < 0.20, $"{halfway[halfway.Length / 2]}");
    }

    /// <summary>Runs so many jobs, and gives of each what the feed told of the time remaining while it ran, and when it was done.</summary>
    private static async Task<IReadOnlyCollection<Told>> RunAsync(ApiClient visitor, int count)
    {
        Dictionary<string, Told> jobs = [];
        var submitting = Task.CompletedTask;
        await foreach (var e in visitor.FollowAsync("/api/ai/events"))
        {
            if (e.Type == "ready")
            {
                submitting = SubmitAsync(visitor, count);
            }
            else if (e.Type is "job" or "progress")
            {
                Take(jobs, e, TimeProvider.System.GetUtcNow());
            }

            if (jobs.Count == count && jobs.Values.All(job => job.DoneAt is not null))
            {
                break;
            }
        }

        await submitting;
        return jobs.Values;
    }

    private static async Task SubmitAsync(ApiClient visitor, int count)
    {
        for (var number = 0; number < count; number++)
        {
            await visitor.SubmitTitlesAsync($"Text {number}. {Texts.Blog}");
        }
    }

    private static void Take(Dictionary<string, Told> jobs, FeedEvent e, DateTimeOffset at)
    {
        var isJob = e.Type == "job";
        var id = e.Data[isJob ? "id" : "jobId"]!.GetValue<string>();
        if (!jobs.TryGetValue(id, out var told))
        {
            jobs.Add(id, told = new Told());
        }

        if (isJob && e.Data["status"]!.GetValue<string>() == "processing")
        {
            told.StartedAt = at;
        }

        if (isJob && e.Data["terminal"]!.GetValue<bool>())
        {
            told.DoneAt = at;
        }
        else if (told.StartedAt is not null && e.Data["estimatedSecondsRemaining"]?.GetValue<double>() is { } seconds)
        {
            told.Estimates.Add((at, seconds));
        }
    }

    /// <summary>Of the estimate told next to that share of the run, relative to what was really left; null when there is none near it.</summary>
    private static double? ErrorAt(Told job, double share)
    {
        var (startedAt, doneAt) = (job.StartedAt!.Value, job.DoneAt!.Value);
        var moment = startedAt + (share * (doneAt - startedAt));
        var near = job.Estimates.Where(estimate => (estimate.At - moment).Duration() < TimeSpan.FromSeconds(0.6)).ToArray();
        if (near.Length == 0)
        {
            return null;
        }

        var (at, seconds) = near.MinBy(estimate => (estimate.At - moment).Duration());
        return Math.Abs((seconds / (doneAt - at).TotalSeconds) - 1);
    }

    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    private sealed class Told
    {
        public DateTimeOffset? StartedAt { get; set; }

        public DateTimeOffset? DoneAt { get; set; }

        public List<(DateTimeOffset At, double Seconds)> Estimates { get; } = [];
    }
}
