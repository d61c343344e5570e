using System.Diagnostics;
using System.Net.ServerSentEvents;
using System.Text.Json.Nodes;

namespace OrleansAiJobs.Tests.Browser.Clients;

/// <summary>A client of the feed that is a program: it writes what it hears to its output.</summary>
internal sealed class ClientProcess : IDisposable
{
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Process _process;

    private ClientProcess(string folder, params IEnumerable<string> command)
    {
        var start = new ProcessStartInfo(command.First(), command.Skip(1)) { WorkingDirectory = folder, RedirectStandardOutput = true, UseShellExecute = false };
        _process = Process.Start(start)!;
    }

    /// <summary>Completes when it has heard <c>ready</c>.</summary>
    public Task Ready => _ready.Task;

    /// <summary>curl, which writes the events as they come.</summary>
    public static ClientProcess Curl(Uri url, string cookie) =>
        new(Environment.CurrentDirectory, "curl", "--no-buffer", "--silent", "--header", $"Cookie: {cookie}", url.ToString());

    /// <summary>npm's eventsource, by <c>node-client.mjs</c>.</summary>
    public static ClientProcess Node(string folder, Uri url, string cookie, int jobs) =>
        new(folder, "node", "node-client.mjs", url.ToString(), cookie, $"{jobs}");

    /// <summary>Reads lines of JSON.</summary>
    public async Task<Heard> HearLinesAsync(int jobs)
    {
        var heard = new Heard();
        while (!heard.IsComplete(jobs) && await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            heard.Take(JsonNode.Parse(line)!);
            _ready.TrySetResult();
        }

        return heard;
    }

    /// <summary>Reads server-sent events.</summary>
    public async Task<Heard> HearEventsAsync(int jobs)
    {
        var heard = new Heard();
        await foreach (var e in SseParser.Create(_process.StandardOutput.BaseStream).EnumerateAsync())
        {
            heard.Take(e.EventType, e.EventId, JsonNode.Parse(e.Data)!);
            _ready.TrySetResult();
            if (heard.IsComplete(jobs))
            {
                break;
            }
        }

        return heard;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }
}
