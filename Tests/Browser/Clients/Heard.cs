using System.Text.Json.Nodes;

namespace OrleansAiJobs.Tests.Browser.Clients;

/// <summary>What one client of the feed has heard, boiled down to what it means.</summary>
internal sealed class Heard
{
    private readonly SortedDictionary<string, JsonNode> _jobs = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, string> _texts = new(StringComparer.Ordinal);

    /// <summary>The newest state of each job, without its live members.</summary>
    public string Jobs => string.Join('\n', _jobs.Values.Select(Settle));

    /// <summary>By job, the text as it was put together.</summary>
    public IReadOnlyDictionary<string, string> Texts => _texts;

    public string? Cursor { get; private set; }

    public int Count { get; private set; }

    public bool IsComplete(int jobs) => _jobs.Values.Count(job => job["terminal"]!.GetValue<bool>()) == jobs;

    public void Take(string type, string? id, JsonNode data)
    {
        Count++;
        Cursor = string.IsNullOrEmpty(id) ? Cursor : id;
        if (type == "job")
        {
            _jobs[data["id"]!.GetValue<string>()] = data;
        }
        else if (type == "delta")
        {
            var jobId = data["jobId"]!.GetValue<string>();
            _texts[jobId] = _texts.GetValueOrDefault(jobId, "")[..data["offset"]!.GetValue<int>()] + data["text"]!.GetValue<string>();
        }
    }

    /// <summary>Events as our scripts write them down.</summary>
    public void Take(JsonNode e) => Take(e["event"]!.GetValue<string>(), e["id"]?.GetValue<string>(), e["data"]!);

    private static string Settle(JsonNode job)
    {
        var settled = job.DeepClone().AsObject();
        foreach (var live in (string[])["progress", "queuePosition", "estimatedSecondsRemaining"])
        {
            settled.Remove(live);
        }

        return settled.ToJsonString();
    }
}
