using System.Globalization;
using OrleansAiJobs.Tests.Apps;
using OrleansAiJobs.Tests.Servers;

namespace OrleansAiJobs.Tests.EndToEnd.Foreign;

/// <summary>
/// A server of OpenAI's protocol that was written by others (<c>@dwmkerr/mock-llm</c>, which answers as <c>mock-llm.yaml</c> says, and
/// takes requests of 100 KB at most). It is installed under <c>artifacts</c> in the versions of <c>package-lock.json</c>.
/// </summary>
internal sealed class ForeignAi : IAsyncDisposable
{
    private readonly AppProcess _process;
    private readonly string _port;

    private ForeignAi(AppProcess process, string port) => (_process, _port) = (process, port);

    public string BaseUrl => $"http://127.0.0.1:{_port}/v1";

    public string Output => _process.Output;

    public static async Task<ForeignAi> StartAsync()
    {
        var folder = await NpmPackages.InstallAsync("Tests/EndToEnd/Foreign", "foreign-ai");
        var port = FreePort.Find().ToString(CultureInfo.InvariantCulture);
        var (process, _) = await AppProcess.StartAsync(
            ["node", "node_modules/@dwmkerr/mock-llm/dist/main.js", "--config", Repository.PathOf("Tests/EndToEnd/Foreign/mock-llm.yaml")],
            folder,
            "server running on",
            new Dictionary<string, string> { ["HOST"] = "127.0.0.1", ["PORT"] = port });
        return new ForeignAi(process, port);
    }

    public ValueTask DisposeAsync() => _process.DisposeAsync();
}
