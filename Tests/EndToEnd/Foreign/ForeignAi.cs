using System.Diagnostics;
using System.Globalization;
using System.Text;
using OrleansAiJobs.Tests.Apps;
using OrleansAiJobs.Tests.Servers;

namespace OrleansAiJobs.Tests.EndToEnd.Foreign;

/// <summary>
/// A server of OpenAI's protocol that was written by others (<c>@dwmkerr/mock-llm</c>, which answers as <c>mock-llm.yaml</c> says, and
/// takes requests of 100 KB at most). It is installed under <c>artifacts</c> in the versions of <c>package-lock.json</c>.
/// </summary>
internal sealed class ForeignAi : IAsyncDisposable
{
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(60);

    private readonly StringBuilder _output = new();
    private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly int _port = FreePort.Find();
    private readonly Process _process;

    private ForeignAi(string folder)
    {
        var configuration = Repository.PathOf("Tests/EndToEnd/Foreign/mock-llm.yaml");
        var start = new ProcessStartInfo("node", ["node_modules/@dwmkerr/mock-llm/dist/main.js", "--config", configuration])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        start.Environment["HOST"] = "127.0.0.1";
        start.Environment["PORT"] = _port.ToString(CultureInfo.InvariantCulture);
        _process = new Process { StartInfo = start, EnableRaisingEvents = true };
        _process.OutputDataReceived += (_, line) => Read(line.Data);
        _process.ErrorDataReceived += (_, line) => Read(line.Data);
        _process.Exited += (_, _) => _started.TrySetException(new InvalidOperationException($"The server ended before it had started:\n{Output}"));
    }

    public string BaseUrl => string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{_port}/v1");

    public string Output
    {
        get
        {
            lock (_output)
            {
                return _output.ToString();
            }
        }
    }

    public static async Task<ForeignAi> StartAsync()
    {
        var ai = new ForeignAi(await NpmPackages.InstallAsync("Tests/EndToEnd/Foreign", "foreign-ai"));
        ai._process.Start();
        ai._process.BeginOutputReadLine();
        ai._process.BeginErrorReadLine();
        await ai._started.Task.WaitAsync(StartTimeout, TimeProvider.System);
        return ai;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }

    private void Read(string? line)
    {
        if (line is null)
        {
            return;
        }

        lock (_output)
        {
            _output.AppendLine(line);
        }

        if (line.Contains("server running on", StringComparison.Ordinal))
        {
            _started.TrySetResult();
        }
    }
}
