using OrleansAiJobs.Tests.Apps;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using OrleansAiJobs.Tests.Servers;

namespace OrleansAiJobs.Tests.EndToEnd.Deployment;

/// <summary>The proxy of the compose file with its configuration, save for where it listens, whom it asks for names and the frontends' port.</summary>
internal sealed class ReverseProxy : IAsyncDisposable
{
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(30);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ai-jobs-proxy-");
    private readonly StringBuilder _output = new();
    private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly int _port = FreePort.Find();
    private readonly Process _process;

    private ReverseProxy(string configuration)
    {
        var file = Path.Combine(_folder.FullName, "Caddyfile");
        File.WriteAllText(file, configuration.Replace("<port>", _port.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal));
        var start = new ProcessStartInfo("caddy", ["run", "--config", file, "--adapter", "caddyfile"])
        {
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        start.Environment["XDG_CONFIG_HOME"] = _folder.FullName;
        start.Environment["XDG_DATA_HOME"] = _folder.FullName;
        _process = new Process { StartInfo = start, EnableRaisingEvents = true };
        _process.ErrorDataReceived += (_, line) => Read(line.Data);
        _process.Exited += (_, _) => _started.TrySetException(new InvalidOperationException($"Caddy ended before it had started:\n{Output}"));
    }

    public Uri Url => new(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{_port}"));

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

    public static async Task<ReverseProxy> StartAsync(NameServer names, int frontendPort)
    {
        var file = await File.ReadAllTextAsync(Repository.PathOf("deploy/compose/Caddyfile"));
        file = Replace(file, "\n:8080 {", "\n:<port> {\n\tbind 127.0.0.1");
        file = Replace(file, "port 8080", string.Create(CultureInfo.InvariantCulture, $"port {frontendPort}\n\t\t\tresolvers udp/127.0.0.1:{names.Port}"));
        var proxy = new ReverseProxy(file);
        proxy._process.Start();
        proxy._process.BeginErrorReadLine();
        await proxy._started.Task.WaitAsync(StartTimeout, TimeProvider.System);
        return proxy;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
        _folder.Delete(recursive: true);
    }

    private static string Replace(string text, string part, string by)
    {
        Assert.Contains(part, text, StringComparison.Ordinal);
        return text.Replace(part, by, StringComparison.Ordinal);
    }

    private void Read(string? line)
    {
        lock (_output)
        {
            _output.AppendLine(line);
        }

        if (line?.Contains("serving initial configuration", StringComparison.Ordinal) == true)
        {
            _started.TrySetResult();
        }
    }
}
