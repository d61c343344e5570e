using System.Buffers;
using System.IO.Pipelines;
using System.Text;

namespace OrleansAiJobs.WebFrontend.Feed;

/// <summary>Writes frames as server-sent events (WHATWG HTML, section 9.2). JSON data holds no line break, so one <c>data</c> line is enough.</summary>
internal static class SseWriter
{
    /// <summary>How long a client waits before it reconnects; then the headers are on their way, too.</summary>
    public static ReadOnlySpan<byte> Opening => "retry: 2000\n\n"u8;

    public static void Write(PipeWriter output, FeedFrame frame)
    {
        var (name, data) = FeedFrames.Words(frame);
        output.Write("event: "u8);
        Encoding.ASCII.GetBytes(name, output);
        if (frame.Id is { } id)
        {
            output.Write("\nid: "u8);
            Encoding.ASCII.GetBytes(id, output);
        }

        output.Write("\ndata: "u8);
        output.Write(data);
        output.Write("\n\n"u8);
    }
}
