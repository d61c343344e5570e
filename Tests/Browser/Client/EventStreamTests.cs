using System.Globalization;
using OrleansAiJobs.Tests.Browser.Site;

namespace OrleansAiJobs.Tests.Browser.Client;

/// <summary>What the client makes of text/event-stream, by the HTML standard, section 9.2.6.</summary>
public sealed class EventStreamTests(Website website) : PageTest(website)
{
    private const string ReadInPieces = """
        async ([stream, size]) => {
          const { EventStreamParser } = await import('/ai-jobs/event-stream.js');
          const heard = [];
          const parser = new EventStreamParser(
            (name, id, data) => heard.push(`${name}|${id}|${data}`),
            ms => heard.push(`retry ${ms}`));
          const bytes = new TextEncoder().encode(stream);
          for (let i = 0; i < bytes.length; i += Number(size)) {
            parser.push(bytes.slice(i, i + Number(size)));
          }
          return heard;
        }
        """;

    public static TheoryData<string, string[]> Streams => new()
    {
        { "data: one\n\ndata:two\n\n", ["message||one", "message||two"] },
        { "event: job\r\nid: 7\r\ndata: {\r\ndata: }\r\n\r\n", ["job|7|{\n}"] },
        { "event: job\rid: 7\rdata: a\r\rdata: b\r\r", ["job|7|a", "message|7|b"] },
        { "\uFEFFdata: \uD83D\uDC1Fä\u2028€\n\n", ["message||\uD83D\uDC1Fä\u2028€"] },
        { ": ping\n\nid: 1\n\nevent: job\n\ndata:  x: y\n\n", ["message|1| x: y"] },
        { "data\n\ndata\ndata\n\ndata:\n\n", ["message||", "message||\n", "message||"] },
        { "id: 1\ndata: a\n\nid: 2\0\ndata: b\n\nid\ndata: c\n\n", ["message|1|a", "message|1|b", "message||c"] },
        { "retry: 2000\nretry: 2s\nretry:\n:\nDATA: x\ndata: never ended\n", ["retry 2000"] },
    };

    [Fact]
    public async Task However_a_stream_is_cut_its_events_are_the_same()
    {
        var visitor = await ArriveAsync(Website.App);
        var page = (await visitor.OpenClientAsync()).Page;

        foreach (var (stream, events) in Streams.Select(row => ((string)row[0], (string[])row[1])))
        {
            foreach (var size in (int[])[1, 2, 3, 1000])
            {
                Assert.Equal(events, await page.EvaluateAsync<string[]>(ReadInPieces, (string[])[stream, size.ToString(CultureInfo.InvariantCulture)]));
            }
        }
    }
}
