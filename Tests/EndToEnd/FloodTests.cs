using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using OrleansAiJobs.Tests.Apps;
using OrleansAiJobs.Tests.EndToEnd.Api;
using OrleansAiJobs.Tests.EndToEnd.Cluster;
using Xunit.Abstractions;

namespace OrleansAiJobs.Tests.EndToEnd;

/// <summary>One user who wants everything.</summary>
[Collection(ContractApp.Name)]
public sealed class FloodTests(ContractApp.Fixture contract, ITestOutputHelper output)
{
    private const int MostInAMinute = 120;
    private const int AtOnce = 8;

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan PauseOfOthers = TimeSpan.FromMilliseconds(20);

    private static int Submits => Scale.Of(10_000, 600);

    [Fact]
    public async Task A_flood_of_submits_is_refused_beyond_the_limit_with_a_true_time_to_wait_and_others_keep_their_latency()
    {
        using var greedy = await contract.App.VisitAsync();
        using var other = await contract.App.VisitAsync();
        using var over = new CancellationTokenSource();
        var others = MeasureAsync(other, over.Token);
        var answers = new Answer[Submits];

        await Parallel.ForAsync(0, Submits, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (number, _) => answers[number] = await SubmitAsync(greedy));
        await over.CancelAsync();
        var latencies = await others;

        var accepted = answers.Where(answer => answer.Status == HttpStatusCode.Accepted).ToArray();
        var limited = answers.Where(answer => answer.Code == "rate_limited").ToArray();
        output.WriteLine($"{Submits} submits of one user: {accepted.Length} accepted, {limited.Length} rate_limited, {answers.Length - accepted.Length - limited.Length} too_many_active_jobs; "
            + $"another user's {latencies.Length} answers took {Figures.Percentile(latencies, 50).TotalMilliseconds:F0} ms (p50), {Figures.Percentile(latencies, 95).TotalMilliseconds:F0} ms (p95)");
        Assert.All(answers, answer => Assert.True(answer.Status is HttpStatusCode.Accepted || (answer.Status is HttpStatusCode.TooManyRequests && answer.RetryAfter is not null), answer.ToString()));
        AssertWithinLimit(accepted);
        AssertTrue(limited, accepted);
        Assert.True(Figures.Percentile(latencies, 50) < TimeSpan.FromSeconds(1), $"{Figures.Percentile(latencies, 50)}");
        if (Scale.IsFull)
        {
            await AssertTrueByWaitingAsync(greedy);
        }
    }

    /// <summary>No minute saw more than the limit: of as many and one more, the last came a minute after the first.</summary>
    private static void AssertWithinLimit(Answer[] accepted)
    {
        var byTime = accepted.OrderBy(answer => answer.SentAt).ToArray();
        Assert.True(byTime.Length >= MostInAMinute);
        for (var i = MostInAMinute; i < byTime.Length; i++)
        {
            Assert.True(byTime[i].AnsweredAt - byTime[i - MostInAMinute].SentAt >= Minute, $"{byTime.Length} were accepted");
        }
    }

    /// <summary>The first permit comes back a minute after it was given; whoever was told to wait was told that moment, rounded up to a second.</summary>
    private static void AssertTrue(Answer[] limited, Answer[] accepted)
    {
        Assert.NotEmpty(limited);
        var (earliest, latest) = (accepted.Min(answer => answer.SentAt) + Minute, accepted.Min(answer => answer.AnsweredAt) + Minute + TimeSpan.FromSeconds(1));
        foreach (var answer in limited.Where(answer => answer.AnsweredAt < earliest))
        {
            Assert.True(answer.AnsweredAt + answer.RetryAfter >= earliest, $"{answer} but nothing before {earliest}");
            Assert.True(answer.SentAt + answer.RetryAfter <= latest, $"{answer} but it comes by {latest}");
        }
    }

    private static async Task AssertTrueByWaitingAsync(ApiClient greedy)
    {
        var refused = await SubmitAsync(greedy);
        while (refused.Status == HttpStatusCode.Accepted)
        {
            refused = await SubmitAsync(greedy);
        }

        await Task.Delay(refused.RetryAfter!.Value, TimeProvider.System);
        Assert.Equal(HttpStatusCode.Accepted, (await SubmitAsync(greedy)).Status);
    }

    private static async Task<TimeSpan[]> MeasureAsync(ApiClient visitor, CancellationToken over)
    {
        List<TimeSpan> latencies = [];
        while (!over.IsCancellationRequested)
        {
            var answer = await SubmitAsync(visitor, latencies.Count < MostInAMinute - 1 ? "/api/ai/titles" : null);
            latencies.Add(answer.AnsweredAt - answer.SentAt);
            await Task.Delay(PauseOfOthers, TimeProvider.System, CancellationToken.None);
        }

        return [.. latencies];
    }

    /// <param name="visitor">Who.</param>
    /// <param name="path">Null for one who only reads.</param>
    private static async Task<Answer> SubmitAsync(ApiClient visitor, string? path = "/api/ai/titles")
    {
        var start = TimeProvider.System.GetTimestamp();
        using var answer = path is null
            ? await visitor.Http.GetAsync("/api/ai/stats")
            : await visitor.Http.PostAsJsonAsync(path, new { content = Texts.Blog, count = 2 });
        var body = await answer.Content.ReadAsStringAsync();
        var code = answer.IsSuccessStatusCode ? null : JsonNode.Parse(body)!["code"]!.GetValue<string>();
        return new Answer(answer.StatusCode, code, answer.Headers.RetryAfter?.Delta, Since(start), Since(TimeProvider.System.GetTimestamp()));

        static TimeSpan Since(long timestamp) => TimeProvider.System.GetElapsedTime(0, timestamp);
    }

    private sealed record Answer(HttpStatusCode Status, string? Code, TimeSpan? RetryAfter, TimeSpan SentAt, TimeSpan AnsweredAt);
}
