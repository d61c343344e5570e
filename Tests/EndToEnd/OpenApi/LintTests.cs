using OrleansAiJobs.Tests.Apps;
using OrleansAiJobs.Tests.EndToEnd.Api;

namespace OrleansAiJobs.Tests.EndToEnd.OpenApi;

/// <summary>The OpenAPI document as a linter sees it that others wrote (<c>@redocly/cli</c>, with its strictest rules).</summary>
[Collection(ContractApp.Name)]
[Trait("Suite", "Full")]
public sealed class LintTests(ContractApp.Fixture contract)
{
    private static readonly Dictionary<string, string?> AtRest = new() { ["REDOCLY_TELEMETRY"] = "off", ["REDOCLY_SUPPRESS_UPDATE_NOTICE"] = "true" };

    [Fact]
    public async Task A_linter_has_nothing_against_the_document()
    {
        var folder = await NpmPackages.InstallAsync("Tests/EndToEnd/OpenApi/Linter", "openapi-linter");
        var document = Path.Combine(folder, "openapi.json");
        await File.WriteAllTextAsync(document, (await Exchange.SendAsync(new Uri(contract.App.BaseUrl, "/openapi/v1.json"), "GET", [])).Body);

        var (exitCode, output, errors) = await Command.RunAsync(
            ["node", "node_modules/@redocly/cli/bin/cli.js", "lint", "--config", Repository.PathOf("Tests/EndToEnd/OpenApi/Linter/redocly.yaml"), document], folder, AtRest);

        Assert.True(exitCode == 0, output + errors);
        Assert.Contains("valid", errors + output, StringComparison.Ordinal);
    }
}
