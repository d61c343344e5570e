using System.Text.Json.Nodes;

namespace OrleansAiJobs.Tests.EndToEnd.Api;

/// <summary>
/// What a client holds that does what the contract says, over however many connections; it fails when the feed contradicts itself:
/// a job that falls back, a change that is told twice, a text with a gap.
/// </summary>
internal sealed class FeedReader
{
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Dictionary<string, JsonNode> _jobs = [];
    private readonly Dictionary<string, (int Attempt, string Text)> _texts = [];
    private HashSet<string> _textsHere = [];
    private bool _mayRepeat;

    /// <summary>Completes with the first <c>ready</c>.</summary>
    public Task Ready => _ready.Task;

    /// <summary>The last id.</summary>
    public string? Cursor { get; private set; }

    public int Resets { get; private set; }

    public int Deltas { get; private set; }

    /// <summary>The newest state of each job.</summary>
    public IReadOnlyDictionary<string, JsonNode> Jobs => _jobs;

    /// <summary>The text so far, and at the end of an attempt what had been told of it.</summary>
    public IReadOnlyDictionary<string, (int Attempt, string Text)> Texts => _texts;

    public bool AllTerminal => _jobs.Values.All(job => job["terminal"]!.GetValue<bool>());

    /// <summary>Reads one connection until the feed or the caller ends it, or the condition holds.</summary>
    /// <returns>Whether the server ended it.</returns>
    public async Task<bool> ReadAsync(IAsyncEnumerable<FeedEvent> feed, Func<FeedReader, bool> until)
    {
        _textsHere = [];
        _mayRepeat = Cursor is null;
        try
        {
            await foreach (var e in feed)
            {
                Take(e);
                if (until(this))
                {
                    return false;
                }
            }

            return true;
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException or System.Net.WebSockets.WebSocketException)
        {
            // Cut off, or the caller's patience was at its end.
            return e is not OperationCanceledException;
        }
    }

    /// <summary>Every job without its live members, in the order of their creation.</summary>
    public string Settled() => string.Join('\n', _jobs.Values.OrderBy(job => job["id"]!.GetValue<string>(), StringComparer.Ordinal).Select(Settle));

    /// <summary>A job as in history, without the members that are not versioned.</summary>
    public static string Settle(JsonNode job)
    {
        var settled = job.DeepClone().AsObject();
        foreach (var live in (string[])["progress", "queuePosition", "estimatedSecondsRemaining", "attempts"])
        {
            settled.Remove(live);
        }

        return settled.ToJsonString();
    }

    private void Take(FeedEvent e)
    {
        switch (e.Type)
        {
            case "job":
                TakeJob(e.Data);
                break;
            case "deleted":
                _jobs.Remove(e.Data["jobId"]!.GetValue<string>());
                break;
            case "delta":
                TakeDelta(e.Data);
                break;
            case "reset":
                Resets++;
                _mayRepeat = true;
                _jobs.Clear();
                _texts.Clear();
                _textsHere.Clear();
                break;
            case "ready":
                _mayRepeat = false;
                _ready.TrySetResult();
                break;
        }

        Cursor = e.Id is { Length: > 0 } id ? id : Cursor;
    }

    private void TakeJob(JsonNode job)
    {
        var id = job["id"]!.GetValue<string>();
        if (_jobs.TryGetValue(id, out var known))
        {
            var (before, now) = (known["version"]!.GetValue<int>(), job["version"]!.GetValue<int>());
            Assert.True(now > before || (now == before && _mayRepeat), $"Job {id} came with version {now} after {before}.");
        }

        _jobs[id] = job;
    }

    private void TakeDelta(JsonNode delta)
    {
        Deltas++;
        var id = delta["jobId"]!.GetValue<string>();
        var (attempt, offset, text) = (delta["attempt"]!.GetValue<int>(), delta["offset"]!.GetValue<int>(), delta["text"]!.GetValue<string>());
        var known = _texts.GetValueOrDefault(id);
        Assert.True(attempt >= known.Attempt, $"Job {id} went from attempt {known.Attempt} back to {attempt}.");
        var before = known.Attempt == attempt ? known.Text : "";
        // Each connection tells the text from its beginning, and then goes on without a gap.
        Assert.True(_textsHere.Add($"{id}#{attempt}") ? offset == 0 : offset <= before.Length, $"Job {id}: offset {offset} after {before.Length} characters.");
        _texts[id] = (attempt, before[..offset] + text);
    }
}
