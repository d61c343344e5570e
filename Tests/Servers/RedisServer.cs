using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace OrleansAiJobs.Tests.Servers;

/// <summary>A Redis of its own for one test: in a temporary folder, on a free port of 127.0.0.1, with the append-only file on and without eviction.</summary>
public sealed class RedisServer : IAsyncDisposable
{
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(50);

    private readonly string _folder = Directory.CreateTempSubdirectory("ai-jobs-redis-").FullName;
    private Process? _process;

    private RedisServer(int port) => Port = port;

    public int Port { get; }

    /// <summary>The operating system's number for it.</summary>
    public int ProcessId => _process!.Id;

    public string ConnectionString => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{Port}");

    /// <exception cref="InvalidOperationException">Redis is not installed, or does not start.</exception>
    public static async Task<RedisServer> StartAsync()
    {
        var server = new RedisServer(FreePort.Find());
        await server.StartAgainAsync();
        return server;
    }

    /// <summary>On the same port, with what its append-only file holds.</summary>
    public async Task StartAgainAsync()
    {
        var arguments = string.Create(
            CultureInfo.InvariantCulture,
            $"--port {Port} --bind 127.0.0.1 --dir {_folder} --appendonly yes --maxmemory-policy noeviction --save \"\" --logfile {_folder}/log");
        _process = Process.Start(new ProcessStartInfo("redis-server", arguments) { UseShellExecute = false })
            ?? throw new InvalidOperationException("These tests need a real Redis: apt-get install redis-server.");
        using var timeout = new CancellationTokenSource(StartTimeout, TimeProvider.System);
        while (await TryAskAsync("PING", timeout.Token) is not "+PONG")
        {
            await Task.Delay(PollInterval, TimeProvider.System, timeout.Token);
        }
    }

    /// <summary>SIGTERM: it writes its file to the end and goes.</summary>
    public async Task StopAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", _process!.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
        await _process.WaitForExitAsync();
    }

    /// <summary>kill -9, and all that was written down is gone: started again it is empty.</summary>
    public async Task LoseAllAsync()
    {
        _process!.Kill();
        await _process.WaitForExitAsync();
        Directory.Delete(_folder, recursive: true);
        Directory.CreateDirectory(_folder);
    }

    /// <summary>Removes every key there is.</summary>
    public async Task FlushAllAsync()
    {
        if (await TryAskAsync("FLUSHALL", CancellationToken.None) is not "+OK")
        {
            throw new InvalidOperationException("Redis did not take FLUSHALL.");
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false })
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }

        _process?.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task<string?> TryAskAsync(string command, CancellationToken cancellationToken)
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, Port, cancellationToken);
            await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(command + "\r\n"), cancellationToken);
            using var reader = new StreamReader(client.GetStream());
            return await reader.ReadLineAsync(cancellationToken);
        }
        catch (Exception e) when (e is SocketException or IOException)
        {
            return null;
        }
    }
}
