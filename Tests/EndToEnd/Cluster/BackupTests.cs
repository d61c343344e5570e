using System.Text.Json;
using Npgsql;
using OrleansAiJobs.Tests.Apps;
using OrleansAiJobs.Tests.EndToEnd.Api;
using OrleansAiJobs.Tests.EndToEnd.Pages;
using OrleansAiJobs.Tests.EndToEnd.Processes;
using OrleansAiJobs.Tests.ScriptedAi;

namespace OrleansAiJobs.Tests.EndToEnd.Cluster;

/// <summary>What operations.md says about backup and restore, done as it says: the commands are those of the page.</summary>
[Collection(OneAtATime.Name)]
[Trait("Suite", "Full")]
public sealed class BackupTests
{
    private const string Chapter = "Backup and restore";
    private const int Slots = 2;
    private const int Unfinished = 8;

    private static readonly string[] Finishing = ["First", "Second", "Refused"];
    private static readonly string[] EachStatus = ["cancelled", "completed", "failed", "pending", "processing"];
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task After_the_loss_of_both_stores_finished_jobs_are_there_and_unfinished_ones_go_on()
    {
        var folder = Directory.CreateTempSubdirectory("ai-jobs-backup-");
        await using var app = await ClusterApp.StartAsync(
            silos: Slots, frontends: 1, ("Jobs:MaxConcurrentPerSilo", "1"), ("Jobs:DrainTimeout", "00:00:01"));
        using var visitor = await app.VisitAsync();
        var finished = await FinishSomeAsync(app, visitor);
        var answers = await AnswersAsync(visitor, finished);
        var gate = new Gate();
        var unfinished = await BeginSomeAsync(app, visitor, gate);
        var history = await HistoryAsync(visitor, finished);

        // The copy is a day old when it is needed.
        await ExecuteAsync(app, "UPDATE ai_jobs SET deadline = deadline - interval '1 day' WHERE completed_at IS NULL");
        var copied = await app.Jobs.ReadAsync();
        await RunAsync(app, folder, (await Page.ReadAsync("docs/operations.md")).Blocks("bash", Chapter)[0]);
        var after = await visitor.SubmitRepeatedlyAsync("Submitted after the copy. " + Texts.Blog);
        await app.Postgres.LoseAllAsync();
        await app.Redis.LoseAllAsync();
        await Task.WhenAll(app.Frontends.Concat<ClusterNode>(app.Silos).Select(node => node.Process.KillAsync()));
        app.ForgetCalls();
        var callsBefore = app.Ai.TotalCalls;
        gate.Open();

        await app.Redis.StartAgainAsync();
        await app.Postgres.StartEmptyAsync();
        Assert.Equal(app.Jobs.ConnectionString, await app.Postgres.CreateDatabaseAsync());
        await RunAsync(app, folder, (await Page.ReadAsync("docs/operations.md")).Blocks("bash", Chapter)[1]);
        await app.HealAsync();
        var rows = await app.Jobs.WaitUntilAllAreTerminalAsync(Patience);

        // The copy held jobs in each state, and nothing else is there now.
        Assert.Equal(EachStatus, copied.Select(row => row.Status).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
        Assert.Equal(copied.Select(row => row.Id), rows.Select(row => row.Id));
        // The cookie of before is good, and shows the finished ones as they were.
        using var again = visitor.At(app.Frontends[0].BaseUrl);
        Assert.Equal(answers, await AnswersAsync(again, finished));
        Assert.Equal(history, await HistoryAsync(again, finished));
        Assert.Null(await again.Client.GetAsync(Guid.Parse(after)));
        // The others have gone on, though their time was over by the copy's clock.
        Assert.All(rows.Where(row => unfinished.Contains(row.Id, StringComparer.Ordinal)), row => Assert.True(row is { Status: "completed", Result: not null }, row.ToString()));
        var calls = app.Ai.Requests.Skip(callsBefore).Select(call => call.Content).ToArray();
        Assert.Equal(unfinished.Count, calls.Length);
        Assert.All(calls, content => Assert.StartsWith("Unfinished", content, StringComparison.Ordinal));
        folder.Delete(recursive: true);
    }

    private static async Task<IReadOnlyList<string>> FinishSomeAsync(ClusterApp app, ApiClient visitor)
    {
        app.Ai.When(request => request.Content.StartsWith("Refused", StringComparison.Ordinal), AiReply.Error(400, "content_filter"));
        app.Ai.When(request => request.Content.StartsWith("Cancelled", StringComparison.Ordinal), AiReply.Hang());
        var ids = await Task.WhenAll(Finishing.Select(name => visitor.SubmitRepeatedlyAsync($"{name}. {Texts.Blog}")));
        await Task.WhenAll(ids.Select(visitor.FollowToTheEndAsync));
        var cancelled = await visitor.SubmitRepeatedlyAsync($"Cancelled. {Texts.Blog}");
        await app.Jobs.WaitUntilAsync("for the job to run that is to be cancelled", rows => rows.Any(row => row.Id == cancelled && row.Status == "processing"), Patience);
        await visitor.Client.CancelAsync(Guid.Parse(cancelled));
        return [.. ids, cancelled];
    }

    /// <summary>One that waits for its next attempt, then more than there are slots: some run, the others wait.</summary>
    private static async Task<IReadOnlyList<string>> BeginSomeAsync(ClusterApp app, ApiClient visitor, Gate gate)
    {
        app.Ai.When(
            request => request.Content.StartsWith("Unfinished, to be repeated", StringComparison.Ordinal),
            AiReply.Error(503).WithHeader("Retry-After", "20"));
        var retried = await visitor.SubmitRepeatedlyAsync($"Unfinished, to be repeated. {Texts.Blog}");
        await app.Jobs.WaitUntilAsync(
            "for the first attempt to fail", rows => rows.Any(row => row.Id == retried && row is { Status: "pending", Attempts.Count: 1 }), Patience);
        app.Ai.Default = new AiReply { FinishGate = gate };
        var others = await Task.WhenAll(Enumerable.Range(0, Unfinished).Select(n => visitor.SubmitRepeatedlyAsync($"Unfinished number {n}. {Texts.Blog}")));
        await app.Jobs.WaitUntilAsync(
            "for some to run while others wait",
            rows => rows.Any(row => row.Status == "processing") && rows.Any(row => row is { Status: "pending", Attempts.Count: 0 }),
            Patience);
        Assert.NotNull((await visitor.JobAsync(retried))["nextAttemptAt"]);
        return [retried, .. others];
    }

    private static async Task<string[]> AnswersAsync(ApiClient visitor, IEnumerable<string> ids) =>
        [.. (await Task.WhenAll(ids.Select(id => visitor.Client.GetAsync(Guid.Parse(id))))).Select(job => JsonSerializer.Serialize(job))];

    private static async Task<string[]> HistoryAsync(ApiClient visitor, IReadOnlyList<string> ids) =>
        await visitor.Client.GetHistoryAsync().Where(job => ids.Contains(job.Id.ToString("D"), StringComparer.Ordinal)).Select(job => JsonSerializer.Serialize(job)).ToArrayAsync();

    private static async Task ExecuteAsync(ClusterApp app, string sql)
    {
        await using var source = NpgsqlDataSource.Create($"{app.Jobs.ConnectionString};Pooling=false");
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    private static async Task RunAsync(ClusterApp app, DirectoryInfo folder, string script)
    {
        var database = new NpgsqlConnectionStringBuilder(app.Jobs.ConnectionString);
        await Command.RunScriptAsync(script, folder.FullName, new Dictionary<string, string?>
        {
            ["DATABASE"] = $"postgresql://{database.Username}@{database.Host}:{database.Port}/{database.Database}",
        });
    }
}
