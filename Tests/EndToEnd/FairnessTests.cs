using OrleansAiJobs.Tests.Apps;
using OrleansAiJobs.Tests.EndToEnd.Api;
using OrleansAiJobs.Tests.ScriptedAi;

namespace OrleansAiJobs.Tests.EndToEnd;

/// <summary>Many jobs of one, one of another.</summary>
public sealed class FairnessTests
{
    private const int Slots = 10;

    [Fact]
    public async Task Whoever_queues_a_thousand_jobs_does_not_keep_another_from_the_next_free_slot()
    {
        var many = Scale.Of(1000, 200);
        await using var ai = await ScriptedAiServer.StartAsync(TimeProvider.System);
        await using var app = await EmbeddedApp.StartAsync(Settings.Asking(
            ai, ("Jobs:MaxConcurrentPerSilo", "10"), ("Jobs:MaxConcurrentPerUser", "10"), ("Jobs:MaxActivePerUser", "2000"), ("RateLimiting:SubmitsPerMinute", "0")));
        using var greedy = await app.VisitAsync();
        using var modest = await app.VisitAsync();
        using var patience = new CancellationTokenSource(ApiClient.Patience);
        var gate = new Gate();
        ai.Default = new AiReply { FinishGate = gate };
        for (var job = 0; job < many; job += Slots)
        {
            await Task.WhenAll(Enumerable.Range(job, Slots).Select(number => greedy.SubmitTitlesAsync($"Greedy {number}. {Texts.Blog}")));
        }

        await ai.WaitForRequestsAsync(Slots, patience.Token);
        var id = await modest.SubmitTitlesAsync($"Modest. {Texts.Blog}");
        var waiting = await modest.JobAsync(id);
        gate.Pass();
        var calls = await ai.WaitForRequestsAsync(Slots + 1, patience.Token);

        // Of two users who wait, one or the other is next.
        Assert.InRange(waiting["queuePosition"]!.GetValue<int>(), 1, 2);
        if (!IsModest(calls[Slots]))
        {
            gate.Pass();
            calls = await ai.WaitForRequestsAsync(Slots + 2, patience.Token);
        }

        Assert.True(IsModest(calls[^1]), $"The next call was for: {calls[^1].Content[..20]}");
        gate.Open();
    }

    private static bool IsModest(AiRequest call) => call.Content.StartsWith("Modest", StringComparison.Ordinal);
}
