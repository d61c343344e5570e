using OrleansAiJobs.Tests.Apps;
using System.Globalization;
using OrleansAiJobs.Tests.EndToEnd.Processes;

namespace OrleansAiJobs.Tests.EndToEnd.Cluster;

/// <summary>Answers that a cluster remembers.</summary>
[Collection(OneAtATime.Name)]
[Trait("Suite", "Full")]
public sealed class SharedAnswerTests
{
    private const int LifetimeSeconds = 600;

    [Fact]
    public async Task What_one_silo_has_paid_for_the_others_know_until_it_expires()
    {
        await using var app = await ClusterApp.StartAsync(silos: 2, frontends: 1, ("Ai:CacheDuration", "00:10:00"));
        using var visitor = await app.VisitAsync();

        // Ten jobs land on both silos, as good as certainly.
        for (var job = 0; job < 10; job++)
        {
            await visitor.FollowToTheEndAsync(await visitor.SubmitTitlesAsync(Texts.Blog));
        }

        Assert.Equal(1, app.Ai.TotalCalls);
        var names = (await AskRedisAsync(app, "--scan", "--pattern", "ai-jobs:answers:*")).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        // The others say which job was given which answer.
        var key = Assert.Single(names, name => !name.Contains(":of:", StringComparison.Ordinal));
        Assert.InRange(int.Parse(await AskRedisAsync(app, "TTL", key), CultureInfo.InvariantCulture), 1, LifetimeSeconds);
    }

    private static Task<string> AskRedisAsync(ClusterApp app, params string[] question) => Command.RunToSuccessAsync(
        ["redis-cli", "-p", app.Redis.Port.ToString(CultureInfo.InvariantCulture), .. question], Path.GetTempPath(), new Dictionary<string, string?>());
}
