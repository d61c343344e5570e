using OrleansAiJobs.Tests.Apps;
using OrleansAiJobs.Tests.EndToEnd.Api;
using OrleansAiJobs.Tests.EndToEnd.Processes;
using OrleansAiJobs.Tests.ScriptedAi;

namespace OrleansAiJobs.Tests.EndToEnd;

/// <summary>Keys and prompts stay where they belong, however much is logged and however much goes wrong.</summary>
public sealed class SecretsTests
{
    [Fact]
    public async Task No_log_not_the_most_talkative_no_refusal_and_no_health_check_tells_the_key_or_a_prompt()
    {
        await using var ai = await ScriptedAiServer.StartAsync(TimeProvider.System);
        Planted.Script(ai);
        await using var app = await EmbeddedApp.StartAsync(Settings.Asking(
            ai, ("Ai:ApiKey", Planted.ApiKey), ("Logging:LogLevel:Default", "Trace"), ("Logging:LogLevel:Microsoft.AspNetCore", "Trace"),
            ("Logging:LogLevel:Orleans", "Trace"), ("Logging:LogLevel:OrleansAiJobs", "Trace"), ("Jobs:RetryBaseDelay", "00:00:00.050")));
        using var visitor = await app.VisitAsync();

        var refusals = await Planted.VisitAsync(visitor);
        var health = await Exchange.SendAsync(new Uri(app.BaseUrl, "/health/ready"), "GET", []);
        var errors = (await visitor.GetAsync("/api/ai/history"))["items"]!.AsArray().Select(job => job!["error"]?.ToJsonString() ?? "").ToArray();
        await app.Process.TerminateAsync();

        Assert.Contains("\"LogLevel\":\"Trace\"", app.Process.Output, StringComparison.Ordinal);
        Assert.Equal(5, errors.Count(error => error.Length > 0));
        foreach (var secret in new[] { Planted.ApiKey, Planted.Prompt })
        {
            Assert.DoesNotContain(app.Process.Output.Split('\n'), line => line.Contains(secret, StringComparison.OrdinalIgnoreCase));
            Assert.All([.. refusals, health.Body, .. errors], text => Assert.DoesNotContain(secret, text, StringComparison.OrdinalIgnoreCase));
        }
    }
}
