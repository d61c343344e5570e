using OrleansAiJobs.Tests.EndToEnd.Api;
using OrleansAiJobs.Tests.Servers;

namespace OrleansAiJobs.Tests.EndToEnd.Cluster;

/// <summary>A page behind a bad network: cut off, or without a word for long, it comes back with its cursor, to the next frontend.</summary>
internal sealed class CutClient : IAsyncDisposable
{
    /// <summary>While texts are being written there is always something to tell.</summary>
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan RepeatDelay = TimeSpan.FromMilliseconds(50);

    private readonly CancellationTokenSource _stop = new();
    private readonly CuttingProxy _proxy;
    private readonly ApiClient _client;
    private readonly bool _bySocket;
    private readonly Task _running;

    private CutClient(CuttingProxy proxy, ApiClient client, bool bySocket)
    {
        _proxy = proxy;
        _client = client;
        _bySocket = bySocket;
        _running = RunAsync();
    }

    public FeedReader Reader { get; } = new();

    public int Cuts => _proxy.Cuts;

    /// <summary>Throws what the feed did wrong, if it did.</summary>
    public void Check()
    {
        if (_running.IsFaulted)
        {
            _running.GetAwaiter().GetResult();
        }
    }

    public int Connections { get; private set; }

    public static CutClient Start(ApiClient visitor, IEnumerable<Uri> frontends, bool bySocket)
    {
        var proxy = CuttingProxy.To(frontends);
        return new CutClient(proxy, visitor.At(proxy.BaseUrl), bySocket);
    }

    public void Cut(CutKind kind) => _proxy.Cut(kind);

    /// <summary>Stops reading; throws what the feed did wrong.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _client.Dispose();
        await _proxy.DisposeAsync();
        _stop.Dispose();
    }

    private async Task RunAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            Connections++;
            using var silence = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
            silence.CancelAfter(Silence);
            var feed = _bySocket ? _client.FollowSocketAsync(Reader.Cursor, silence.Token) : _client.FollowAsync("/api/ai/events", Reader.Cursor, silence.Token);
            await Reader.ReadAsync(feed, _ =>
            {
                silence.CancelAfter(Silence);
                return false;
            });
            await Task.Delay(RepeatDelay, TimeProvider.System, CancellationToken.None);
        }
    }
}
