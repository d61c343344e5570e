using System.Net;
using System.Net.Sockets;

namespace OrleansAiJobs.Tests.Servers;

/// <summary>A network that fails on demand: forwards connections to a local port, until it is told to lose, hold or refuse.</summary>
public sealed class FaultyLink : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stopping = new();
    private readonly Lock _gate = new();
    private readonly List<TcpClient> _open = [];
    private readonly int _target;
    private readonly Task _accepting;
    private TaskCompletionSource _thawed = Completed();
    private bool _refuses;
    private int _answersUntilLoss;

    private FaultyLink(int target)
    {
        _target = target;
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _accepting = AcceptAsync();
    }

    public int Port { get; }

    public static FaultyLink To(int port) => new(port);

    /// <summary>The server's next answer (or the one after so many) never arrives, and its connection breaks.</summary>
    public void LoseAnswer(int number = 1) => Volatile.Write(ref _answersUntilLoss, number);

    /// <summary>True while the answer to lose has not come yet.</summary>
    public bool IsAboutToLose => Volatile.Read(ref _answersUntilLoss) > 0;

    /// <summary>Connections stay open, and nothing goes through them any more.</summary>
    public void Freeze() => _thawed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Thaw() => _thawed.TrySetResult();

    /// <summary>Breaks every connection, and every new one at once.</summary>
    public void Cut()
    {
        lock (_gate)
        {
            _refuses = true;
            _open.ForEach(client => client.Dispose());
            _open.Clear();
        }
    }

    public void Mend()
    {
        lock (_gate)
        {
            _refuses = false;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _listener.Stop();
        Cut();
        Thaw();
        await _accepting;
        _stopping.Dispose();
    }

    private async Task AcceptAsync()
    {
        var connections = new List<Task>();
        try
        {
            while (true)
            {
                connections.Add(ForwardAsync(await _listener.AcceptTcpClientAsync(_stopping.Token)));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(connections);
        }
    }

    private async Task ForwardAsync(TcpClient client)
    {
        using var near = client;
        using var far = new TcpClient();
        try
        {
            lock (_gate)
            {
                if (_refuses)
                {
                    return;
                }

                _open.Add(near);
                _open.Add(far);
            }

            await far.ConnectAsync(IPAddress.Loopback, _target, _stopping.Token);
            await Task.WhenAny(PumpAsync(near, far, areAnswers: false), PumpAsync(far, near, areAnswers: true));
        }
        catch (Exception e) when (IsBroken(e))
        {
            // What is broken is closed on the way out.
        }
    }

    private async Task PumpAsync(TcpClient from, TcpClient to, bool areAnswers)
    {
        try
        {
            var buffer = new byte[64 * 1024];
            int count;
            while ((count = await from.GetStream().ReadAsync(buffer, _stopping.Token)) > 0)
            {
                await _thawed.Task;
                if (areAnswers && IsAboutToLose && Interlocked.Decrement(ref _answersUntilLoss) == 0)
                {
                    return;
                }

                await to.GetStream().WriteAsync(buffer.AsMemory(0, count), _stopping.Token);
            }
        }
        catch (Exception e) when (IsBroken(e))
        {
            // The other side is closed, too, once this pump ends.
        }
    }

    private static bool IsBroken(Exception e) => e is IOException or SocketException or ObjectDisposedException or OperationCanceledException or InvalidOperationException;

    private static TaskCompletionSource Completed()
    {
        var source = new TaskCompletionSource();
        source.SetResult();
        return source;
    }
}
