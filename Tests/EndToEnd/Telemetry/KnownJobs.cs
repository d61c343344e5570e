using OrleansAiJobs.Tests.EndToEnd.Api;
using OrleansAiJobs.Tests.EndToEnd.Processes;
using OrleansAiJobs.Tests.ScriptedAi;

namespace OrleansAiJobs.Tests.EndToEnd.Telemetry;

/// <summary>A hundred jobs whose ends are known beforehand.</summary>
internal static class KnownJobs
{
    public const int Good = 60;
    public const int Retried = 20;
    public const int Failed = 15;
    public const int Cancelled = 5;
    public const int All = Good + Retried + Failed + Cancelled;

    /// <summary>Whose end a feed told.</summary>
    public const int Followed = Good + Retried + Failed;

    private const int WarmUp = 10;
    private const int AtOnce = 10;

    /// <summary>The first of those that simply succeed: processes that have just started are slow.</summary>
    public static Task WarmUpAsync(ApiClient visitor) => RunAsync(visitor, "Early", WarmUp);

    /// <summary>The others of those.</summary>
    public static Task RunGoodAsync(ApiClient visitor) => RunAsync(visitor, "Good", Good - WarmUp);

    /// <summary>Those that succeed at their second attempt, that fail, and that are cancelled.</summary>
    public static async Task RunOthersAsync(ClusterApp app, ApiClient visitor)
    {
        // An empty answer is worth another try, and says nothing against the provider.
        for (var n = 0; n < Retried; n++)
        {
            var start = Begin("Retried", n);
            app.Ai.When(request => request.Content.StartsWith(start, StringComparison.Ordinal), AiReply.Says(""));
        }

        app.Ai.When(request => request.Content.StartsWith("Failed", StringComparison.Ordinal), Enumerable.Repeat(AiReply.Error(400, "content_filter"), Failed));
        app.Ai.When(request => request.Content.StartsWith("Cancelled", StringComparison.Ordinal), Enumerable.Repeat(AiReply.Hang(), Cancelled));
        await Task.WhenAll(RunAsync(visitor, "Retried", Retried), RunAsync(visitor, "Failed", Failed), CancelAsync(app, visitor));
    }

    private static async Task RunAsync(ApiClient visitor, string kind, int count)
    {
        foreach (var numbers in Enumerable.Range(0, count).Chunk(AtOnce))
        {
            var ids = await Task.WhenAll(numbers.Select(n => visitor.SubmitRepeatedlyAsync(Begin(kind, n) + Texts.Blog)));
            await Task.WhenAll(ids.Select(visitor.FollowToTheEndAsync));
        }
    }

    private static async Task CancelAsync(ClusterApp app, ApiClient visitor)
    {
        var ids = await Task.WhenAll(Enumerable.Range(0, Cancelled).Select(n => visitor.SubmitRepeatedlyAsync(Begin("Cancelled", n) + Texts.Blog)));
        await app.Jobs.WaitUntilAsync(
            "for the jobs to run that are to be cancelled",
            rows => rows.Count(row => ids.Contains(row.Id, StringComparer.Ordinal) && row.Status == "processing") == Cancelled,
            ApiClient.Patience);
        await Task.WhenAll(ids.Select(id => visitor.SendAsync(HttpMethod.Post, $"/api/ai/job/{id}/cancel")));
    }

    private static string Begin(string kind, int number) => $"{kind} number {number}. ";
}
