using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace OrleansAiJobs.Tests.Apps;

/// <summary>A server as a process of its own, mostly one of our programs. What it writes is kept for the message of a failing test.</summary>
public sealed class AppProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(60);

    private readonly string _name;
    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly TaskCompletionSource<string> _started = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private AppProcess(IReadOnlyList<string> command, string? folder, string startedLine, IReadOnlyDictionary<string, string> settings)
    {
        _name = string.Join(' ', command);
        var start = new ProcessStartInfo(command[0], command.Skip(1))
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            WorkingDirectory = folder,
        };
        foreach (var (name, value) in settings)
        {
            start.Environment[name.Replace(":", "__", StringComparison.Ordinal)] = value;
        }

        _process = new Process { StartInfo = start, EnableRaisingEvents = true };
        _process.OutputDataReceived += (_, line) => Read(line.Data, startedLine);
        _process.ErrorDataReceived += (_, line) => Read(line.Data, startedLine);
        _process.Exited += (_, _) => _started.TrySetException(new InvalidOperationException($"{_name} ended before it had started:\n{Output}"));
    }

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

    /// <summary>The operating system's number for it.</summary>
    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    /// <summary>The memory that it has in use now.</summary>
    public long MemoryBytes
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    public int ExitCode => _process.ExitCode;

    /// <summary>Starts one of our programs and waits for the line that says that it has started; gives that line.</summary>
    public static Task<(AppProcess App, string Line)> StartAsync(
        string dll, string startedLine, IReadOnlyDictionary<string, string> settings, params string[] arguments) =>
        StartAsync(["dotnet", dll, .. arguments], Path.GetDirectoryName(dll), startedLine, settings);

    /// <summary>Starts any program and waits for the line that says that it has started; gives that line.</summary>
    public static async Task<(AppProcess App, string Line)> StartAsync(
        IReadOnlyList<string> command, string? folder, string startedLine, IReadOnlyDictionary<string, string> settings)
    {
        var app = new AppProcess(command, folder, startedLine, settings);
        app._process.Start();
        app._process.BeginOutputReadLine();
        app._process.BeginErrorReadLine();
        try
        {
            return (app, await app._started.Task.WaitAsync(StartTimeout, TimeProvider.System));
        }
        catch (TimeoutException e)
        {
            await app.DisposeAsync();
            throw new TimeoutException($"{app._name} did not write '{startedLine}' within {StartTimeout}:\n{app.Output}", e);
        }
    }

    /// <summary>kill -9.</summary>
    public async Task KillAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
    }

    /// <summary>SIGTERM, and the wait for a graceful end.</summary>
    public async Task TerminateAsync()
    {
        await SignalAsync("TERM");
        await WaitForExitAsync();
    }

    /// <summary>SIGSTOP: it stands still, its connections stay open.</summary>
    public Task FreezeAsync() => SignalAsync("STOP");

    /// <summary>SIGCONT.</summary>
    public Task ThawAsync() => SignalAsync("CONT");

    /// <summary>Waits for its end.</summary>
    /// <exception cref="TimeoutException">It goes on.</exception>
    public Task WaitForExitAsync() => _process.WaitForExitAsync().WaitAsync(StopTimeout, TimeProvider.System);

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await KillAsync();
        }

        _process.Dispose();
    }

    private async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
    }

    private void Read(string? line, string startedLine)
    {
        if (line is null)
        {
            return;
        }

        lock (_output)
        {
            _output.AppendLine(line);
        }

        if (line.Contains(startedLine, StringComparison.Ordinal))
        {
            _started.TrySetResult(line);
        }
    }
}
