using OrleansAiJobs.Tests.Apps;
using OrleansAiJobs.Tests.EndToEnd.Api;
using OrleansAiJobs.Tests.ScriptedAi;

namespace OrleansAiJobs.Tests.EndToEnd;

/// <summary>What <c>Ai:CacheDuration</c> is for.</summary>
public sealed class RememberedAnswerTests
{
    [Fact]
    public async Task The_same_question_is_paid_for_once_and_by_each_user_alone()
    {
        await using var ai = await ScriptedAiServer.StartAsync(TimeProvider.System);
        await using var app = await EmbeddedApp.StartAsync(Settings.Asking(ai, ("Ai:CacheDuration", "00:10:00")));
        using var visitor = await app.VisitAsync();
        using var other = await app.VisitAsync();

        var first = await visitor.SubmitTitlesAsync(Texts.Blog);
        await visitor.FollowToTheEndAsync(first);
        var second = await visitor.SubmitTitlesAsync(Texts.Blog);
        await visitor.FollowToTheEndAsync(second);
        var callsOfOne = ai.TotalCalls;
        await other.FollowToTheEndAsync(await other.SubmitTitlesAsync(Texts.Blog));
        var callsOfBoth = ai.TotalCalls;

        Assert.Equal((1, 2), (callsOfOne, callsOfBoth));
        var (paid, known) = (await visitor.JobAsync(first), await visitor.JobAsync(second));
        Assert.Equal(paid["result"]!.ToJsonString(), known["result"]!.ToJsonString());
        Assert.Null(paid["attempts"]![0]!["calls"]);
        Assert.Equal(0, known["attempts"]![0]!["calls"]!.GetValue<int>());
        Assert.True(paid["usage"]!["inputTokens"]!.GetValue<long>() > 0);
        Assert.Equal((0, 0), (known["usage"]!["inputTokens"]!.GetValue<long>(), known["usage"]!["outputTokens"]!.GetValue<long>()));

        await visitor.SendAsync(HttpMethod.Delete, $"/api/ai/job/{first}");
        await visitor.FollowToTheEndAsync(await visitor.SubmitTitlesAsync(Texts.Blog));
        Assert.Equal(callsOfBoth + 1, ai.TotalCalls);
    }
}
