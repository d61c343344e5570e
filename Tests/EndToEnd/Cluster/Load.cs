using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using OrleansAiJobs.Tests.EndToEnd.Api;
using OrleansAiJobs.Tests.EndToEnd.Processes;

namespace OrleansAiJobs.Tests.EndToEnd.Cluster;

/// <summary>A visitor who submits one job after another, round the frontends, until told to stop; and remembers every answer.</summary>
internal sealed class Load : IAsyncDisposable
{
    private readonly ApiClient[] _clients;
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<string, bool> _accepted = [];
    private readonly ConcurrentQueue<Refusal> _refusals = [];
    private readonly TimeSpan _pause;
    private readonly Task _running;
    private int _submitted;

    private Load(ApiClient[] clients, TimeSpan pause, int limit)
    {
        _clients = clients;
        _pause = pause;
        _running = RunAsync(limit);
    }

    /// <summary>The ids of the jobs that were accepted with 202.</summary>
    public ICollection<string> Accepted => _accepted.Keys;

    /// <summary>Every other answer.</summary>
    public IReadOnlyCollection<Refusal> Refusals => _refusals;

    /// <param name="app">Where.</param>
    /// <param name="visitor">Who; at any frontend.</param>
    /// <param name="pause">Between two submits.</param>
    /// <param name="limit">It stops by itself once so many were accepted.</param>
    public static Load Start(ClusterApp app, ApiClient visitor, TimeSpan pause, int limit = int.MaxValue) =>
        new([.. app.Frontends.Select(frontend => visitor.At(frontend.BaseUrl))], pause, limit);

    /// <summary>Submits so many jobs at once and waits for the answers, which must all be 202.</summary>
    public static async Task<IReadOnlyList<string>> SubmitAsync(ClusterApp app, ApiClient visitor, int count)
    {
        await using var load = Start(app, visitor, TimeSpan.Zero, count);
        await load.WhenOverAsync();
        Assert.Empty(load.Refusals);
        return [.. load.Accepted];
    }

    /// <summary>After the limit.</summary>
    public Task WhenOverAsync() => _running;

    /// <summary>Waits for the answers that are still to come.</summary>
    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await _running;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        foreach (var client in _clients)
        {
            client.Dispose();
        }

        _stop.Dispose();
    }

    private async Task RunAsync(int limit)
    {
        List<Task> submits = [];
        try
        {
            for (var n = 0; n < limit && !_stop.IsCancellationRequested; n++)
            {
                submits.Add(SubmitAsync(_clients[n % _clients.Length]));
                if (_pause > TimeSpan.Zero)
                {
                    await Task.Delay(_pause, TimeProvider.System, _stop.Token);
                }
                else if (submits.Count % 5 == 0)
                {
                    await Task.WhenAll(submits);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // Told to stop.
        }

        await Task.WhenAll(submits);
        for (var n = 0; limit < int.MaxValue && _accepted.Count < limit && !_stop.IsCancellationRequested; n++)
        {
            // Refused before, sent again: as a person would.
            await SubmitAsync(_clients[n % _clients.Length]);
        }
    }

    private async Task SubmitAsync(ApiClient client)
    {
        var number = Interlocked.Increment(ref _submitted);
        var startedAt = TimeProvider.System.GetTimestamp();
        try
        {
            // What was sent is waited for, also after the stop: the job may be accepted.
            using var answer = await client.Http.PostAsJsonAsync(
                "/api/ai/titles", new { content = $"Text {number}. {Texts.Blog}", count = 3 }, CancellationToken.None);
            var took = TimeProvider.System.GetElapsedTime(startedAt);
            var body = await answer.Content.ReadAsStringAsync(CancellationToken.None);
            if (answer.StatusCode == HttpStatusCode.Accepted)
            {
                _accepted[JsonNode.Parse(body)!["id"]!.GetValue<string>()] = true;
            }
            else
            {
                _refusals.Enqueue(new Refusal(answer.StatusCode, answer.Headers.RetryAfter is not null, took, body));
            }
        }
        catch (HttpRequestException e)
        {
            _refusals.Enqueue(new Refusal(null, HasRetryAfter: false, TimeProvider.System.GetElapsedTime(startedAt), e.Message));
        }
    }

    /// <summary>An answer that is not 202; without a status the connection failed.</summary>
    internal sealed record Refusal(HttpStatusCode? Status, bool HasRetryAfter, TimeSpan Took, string Body);
}
