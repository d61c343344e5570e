using System.Net;
using System.Net.Sockets;

namespace OrleansAiJobs.Tests.Servers;

/// <summary>The network between one client and several servers: every connection goes to the next of them, and can be cut in different ways.</summary>
public sealed class CuttingProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stopping = new();
    private readonly Lock _gate = new();
    private readonly List<Connection> _open = [];
    private readonly int[] _targets;
    private readonly Task _accepting;

    private CuttingProxy(int[] targets)
    {
        _targets = targets;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public Uri BaseUrl => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/");

    /// <summary>Connections that were cut.</summary>
    public int Cuts { get; private set; }

    public static CuttingProxy To(params IEnumerable<Uri> targets) => new([.. targets.Select(target => target.Port)]);

    /// <summary>Cuts what is open now.</summary>
    public void Cut(CutKind kind)
    {
        lock (_gate)
        {
            foreach (var connection in _open)
            {
                Cuts += connection.IsStalled ? 0 : 1;
                connection.Cut(kind);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _listener.Stop();
        Cut(CutKind.Fin);
        await _accepting;
        _stopping.Dispose();
    }

    private async Task AcceptAsync()
    {
        List<Task> serving = [];
        try
        {
            for (var number = 0; ; number++)
            {
                var client = await _listener.AcceptTcpClientAsync(_stopping.Token);
                serving.Add(ServeAsync(client, _targets[number % _targets.Length]));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(serving);
        }
    }

    private async Task ServeAsync(TcpClient near, int target)
    {
        using var connection = new Connection(near);
        lock (_gate)
        {
            _open.Add(connection);
        }

        try
        {
            await connection.PumpAsync(target, _stopping.Token);
        }
        catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException or OperationCanceledException or InvalidOperationException)
        {
            // What is broken is closed on the way out.
        }

        lock (_gate)
        {
            _open.Remove(connection);
        }
    }

    private sealed class Connection(TcpClient near) : IDisposable
    {
        private readonly TcpClient _far = new();
        private volatile bool _stalled;

        public bool IsStalled => _stalled;

        public void Cut(CutKind kind)
        {
            if (kind == CutKind.Stall)
            {
                _stalled = true;
                return;
            }

            if (kind == CutKind.Rst && near.Client is { } socket)
            {
                socket.LingerState = new LingerOption(enable: true, seconds: 0);
            }

            Dispose();
        }

        public async Task PumpAsync(int target, CancellationToken cancellationToken)
        {
            await _far.ConnectAsync(IPAddress.Loopback, target, cancellationToken);
            await await Task.WhenAny(PumpAsync(near, _far, cancellationToken), PumpAsync(_far, near, cancellationToken));
        }

        public void Dispose()
        {
            near.Dispose();
            _far.Dispose();
        }

        private async Task PumpAsync(TcpClient from, TcpClient to, CancellationToken cancellationToken)
        {
            var buffer = new byte[16 * 1024];
            int count;
            while ((count = await from.GetStream().ReadAsync(buffer, cancellationToken)) > 0)
            {
                if (!_stalled)
                {
                    await to.GetStream().WriteAsync(buffer.AsMemory(0, count), cancellationToken);
                }
            }
        }
    }
}
