using System.Buffers;
using Microsoft.AspNetCore.Http.Features;

namespace OrleansAiJobs.WebFrontend.Http;

/// <summary>Reads bodies of bounded size.</summary>
internal static class BodyBytes
{
    /// <summary>The whole body; null when it is longer than <paramref name="maxBytes"/>.</summary>
    public static async Task<ReadOnlyMemory<byte>?> ReadAsync(HttpRequest request, int maxBytes, CancellationToken cancellationToken)
    {
        if (request.ContentLength > maxBytes)
        {
            return null;
        }

        // The server's own limit makes it also stop taking what would be thrown away.
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } feature)
        {
            feature.MaxRequestBodySize = maxBytes;
        }

        var bytes = new ArrayBufferWriter<byte>((int)(request.ContentLength ?? 0) + 1);
        while (true)
        {
            var read = await request.BodyReader.ReadAsync(cancellationToken);
            if (bytes.WrittenCount + read.Buffer.Length > maxBytes)
            {
                request.BodyReader.AdvanceTo(read.Buffer.End);
                return null;
            }

            foreach (var segment in read.Buffer)
            {
                bytes.Write(segment.Span);
            }

            request.BodyReader.AdvanceTo(read.Buffer.End);
            if (read.IsCompleted)
            {
                return bytes.WrittenMemory;
            }
        }
    }
}
