using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.Playwright;

namespace OrleansAiJobs.Tests.Browser.Site;

/// <summary>What a tab takes over the wire, headers included, as Chromium counts it.</summary>
internal sealed class Wire
{
    private readonly ConcurrentDictionary<string, string> _urls = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, long> _bytes = new(StringComparer.Ordinal);

    private Wire()
    {
    }

    public long Bytes => _bytes.Values.Sum();

    /// <summary>What was asked of the server, not of the cache.</summary>
    public IEnumerable<string> Asked => _bytes.Where(request => request.Value > 0).Select(request => _urls[request.Key]);

    /// <summary>Counts from now on.</summary>
    public static async Task<Wire> WatchAsync(IPage page)
    {
        var wire = new Wire();
        var session = await page.Context.NewCDPSessionAsync(page);
        session.Event("Network.requestWillBeSent").OnEvent += (_, e) => wire._urls[Id(e)] = e!.Value.GetProperty("request").GetProperty("url").GetString()!;
        // A feed does not end: what it has sent so far counts.
        session.Event("Network.responseReceived").OnEvent += (_, e) => wire.Add(e, e!.Value.GetProperty("response"));
        session.Event("Network.dataReceived").OnEvent += (_, e) => wire.Add(e, e!.Value);
        session.Event("Network.loadingFinished").OnEvent += (_, e) => wire._bytes[Id(e)] = Length(e!.Value);
        await session.SendAsync("Network.enable");
        return wire;
    }

    private static string Id(JsonElement? e) => e!.Value.GetProperty("requestId").GetString()!;

    private static long Length(JsonElement counted) => (long)counted.GetProperty("encodedDataLength").GetDouble();

    private void Add(JsonElement? e, JsonElement counted) => _bytes.AddOrUpdate(Id(e), Length(counted), (_, before) => before + Length(counted));
}
