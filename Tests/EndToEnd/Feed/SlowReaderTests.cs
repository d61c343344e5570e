using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using OrleansAiJobs.Tests.Apps;
using OrleansAiJobs.Tests.EndToEnd.Api;
using OrleansAiJobs.Tests.EndToEnd.Cluster;
using OrleansAiJobs.Tests.EndToEnd.Telemetry;
using OrleansAiJobs.Tests.ScriptedAi;
using Xunit.Abstractions;

namespace OrleansAiJobs.Tests.EndToEnd.Feed;

/// <summary>Clients that never read, beside clients that do.</summary>
[Trait("Suite", "Full")]
public sealed class SlowReaderTests(ITestOutputHelper output)
{
    private const int AtOnce = 20;

    /// <summary>Of 37 KB each: together more than the sockets' buffers hold, which may grow to 4 MB.</summary>
    private const int Jobs = 340;

    private const string CutOffs = "aijobs.feed.cut_off";

    private readonly Figures _figures = new(output);

    private static int Deaf => Scale.Of(10, 4);

    private static int Readers => Scale.Of(100, 10);

    [Fact]
    public async Task Who_never_reads_is_cut_off_costs_no_memory_and_nobody_else_notices()
    {
        await using var ai = await ScriptedAiServer.StartAsync(TimeProvider.System);
        await using var collector = await OtlpCollector.StartAsync();
        await using var app = await EmbeddedApp.StartAsync(Settings.Asking(
            ai,
            [
                ("Feed:MaxConnectionsPerUser", "200"),
                ("Feed:SlowClientTimeout", "00:00:02"),
                ("Jobs:MaxActivePerUser", "1000"),
                ("RateLimiting:SubmitsPerMinute", "0"),
                .. collector.Settings,
                // Garbage that waits to be collected would hide what is kept.
                .. FrontendNode.Collector.Select(setting => (setting.Key, setting.Value)),
            ]));
        ai.Default = AiReply.Says(new JsonObject { ["summary"] = Text() }.ToJsonString()) with { Chunks = 1 };
        using var visitor = await app.VisitAsync();
        var readers = Enumerable.Range(0, Readers).Select(_ => new FeedReader()).ToArray();
        var reading = readers.Select(reader => ReadToTheEndAsync(visitor, reader)).ToArray();
        await Task.WhenAll(readers.Select(reader => reader.Ready));
        var before = app.Process.MemoryBytes;

        var deaf = await Task.WhenAll(Enumerable.Range(0, Deaf).Select(_ => OpenAsync(app.BaseUrl, visitor)));
        for (var job = 0; job < Jobs; job += AtOnce)
        {
            await Task.WhenAll(Enumerable.Range(job, AtOnce).Select(number => visitor.TrySubmitSummaryAsync($"Text {number}. {Texts.Blog}", maxWords: 500)));
        }

        var slow = (await Task.WhenAll(reading)).Sum();
        await OtlpCollector.WaitAsync(
            () => collector.Metrics.Total(CutOffs) >= Deaf + slow,
            () => $"{collector.Metrics.Total(CutOffs)} connections were cut off, {slow} of them of clients that read.",
            TimeSpan.FromSeconds(30));
        var after = app.Process.MemoryBytes;
        var cut = deaf.Count(WasCut);

        _figures.Write($"{Deaf} clients that never read beside {Readers} that do, {Jobs} jobs with results of 37 KB: all {Readers} got everything, {cut} of {Deaf} were cut off, the process grew by {(after - before) / 1e6:F0} MB.");
        Assert.All(readers, reader => Assert.True(HasEverything(reader)));
        var truth = readers[0].Settled();
        Assert.All(readers, reader => Assert.Equal(truth, reader.Settled()));
        Assert.Equal(Deaf, cut);
        Assert.True(after - before < 300e6, $"{(after - before) / 1e6} MB");
        foreach (var socket in deaf)
        {
            socket.Dispose();
        }
    }

    /// <summary>A slow machine may need more than one connection's patience for all that there is to read. Gives how many were cut off.</summary>
    private static async Task<int> ReadToTheEndAsync(ApiClient visitor, FeedReader reader)
    {
        var cutOff = 0;
        for (var connections = 0; connections < 3 && !HasEverything(reader); connections++)
        {
            cutOff += await reader.ReadAsync(visitor.FollowAsync("/api/ai/events", reader.Cursor), HasEverything) ? 1 : 0;
        }

        return cutOff;
    }

    private static bool HasEverything(FeedReader reader) => reader.Jobs.Count == Jobs && reader.AllTerminal;

    private static string Text() => string.Join(' ', Enumerable.Range(0, 450).Select(number => $"{number}-{new string('x', 80)}"));

    /// <summary>Asks for the feed and never reads the answer.</summary>
    private static async Task<Socket> OpenAsync(Uri baseUrl, ApiClient visitor)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 4096 };
        await socket.ConnectAsync(baseUrl.Host, baseUrl.Port);
        var request = $"GET /api/ai/events HTTP/1.1\r\nHost: {baseUrl.Authority}\r\nCookie: {visitor.Cookie}\r\n\r\n";
        await socket.SendAsync(Encoding.ASCII.GetBytes(request));
        return socket;
    }

    /// <summary>Reads what is left in the buffers: behind it the connection is closed, or it is still open.</summary>
    private static bool WasCut(Socket socket)
    {
        socket.ReceiveTimeout = 500;
        var buffer = new byte[64 * 1024];
        try
        {
            while (socket.Receive(buffer) > 0)
            {
            }

            return true;
        }
        catch (SocketException e)
        {
            return e.SocketErrorCode == SocketError.ConnectionReset;
        }
    }
}
