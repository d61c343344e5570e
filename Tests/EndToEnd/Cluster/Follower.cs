using OrleansAiJobs.Tests.EndToEnd.Api;
using OrleansAiJobs.Tests.EndToEnd.Processes;

namespace OrleansAiJobs.Tests.EndToEnd.Cluster;

/// <summary>A page that stays open: cut off, it comes back with its cursor, to the next frontend.</summary>
internal sealed class Follower : IAsyncDisposable
{
    private static readonly TimeSpan RepeatDelay = TimeSpan.FromMilliseconds(500);

    private readonly ApiClient[] _clients;
    private readonly CancellationTokenSource _stop = new();
    private readonly Dictionary<string, (int Version, string Status)> _jobs = [];
    private readonly Lock _gate = new();
    private readonly Task _running;

    private Follower(ApiClient[] clients)
    {
        _clients = clients;
        _running = RunAsync();
    }

    /// <summary>How often it was cut off and came back.</summary>
    public int Reconnects { get; private set; }

    /// <summary>How often it had to begin anew.</summary>
    public int Resets { get; private set; }

    /// <summary>What it believes of each job: the highest version it has seen, and the status with that.</summary>
    public IReadOnlyDictionary<string, (int Version, string Status)> Jobs
    {
        get
        {
            lock (_gate)
            {
                return new Dictionary<string, (int, string)>(_jobs);
            }
        }
    }

    public static Follower Start(ClusterApp app, ApiClient visitor) => new([.. app.Frontends.Select(frontend => visitor.At(frontend.BaseUrl))]);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        foreach (var client in _clients)
        {
            client.Dispose();
        }

        _stop.Dispose();
    }

    private async Task RunAsync()
    {
        string? cursor = null;
        for (var turn = 0; !_stop.IsCancellationRequested; turn++)
        {
            try
            {
                await foreach (var e in _clients[turn % _clients.Length].FollowAsync("/api/ai/events", cursor, _stop.Token))
                {
                    Take(e);
                    cursor = e.Id is { Length: > 0 } id ? id : cursor;
                }
            }
            catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException)
            {
                // The frontend has gone, or the patience of one connection is over.
            }

            if (!_stop.IsCancellationRequested)
            {
                Reconnects++;
                await Task.Delay(RepeatDelay, TimeProvider.System, CancellationToken.None);
            }
        }
    }

    private void Take(FeedEvent e)
    {
        if (e.Type == "reset")
        {
            Resets++;
        }
        else if (e.Type == "job")
        {
            lock (_gate)
            {
                var (id, version) = (e.Data["id"]!.GetValue<string>(), e.Data["version"]!.GetValue<int>());
                if (!_jobs.TryGetValue(id, out var known) || version > known.Version)
                {
                    _jobs[id] = (version, e.Data["status"]!.GetValue<string>());
                }
            }
        }
    }
}
