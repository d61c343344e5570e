using System.Buffers;
using Microsoft.AspNetCore.Http.Features;

namespace OrleansAiJobs.WebFrontend.Http;

/// <summary>Reads bodies of bounded size.</summary>
internal static class BodyBytes
{
    /// <summary>
    /// Of a body that is refused the server reads so much, for 5 s at most, and throws it away: most clients send all before they read the answer,
    /// and if the connection were closed meanwhile, they would never see it.
    /// </summary>
    private const int MostToDiscard = 16 * 1024 * 1024;

    /// <summary>The whole body; null when it is longer than <paramref name="maxBytes"/>.</summary>
    public static async Task<ReadOnlyMemory<byte>?> ReadAsync(HttpRequest request, int maxBytes, CancellationToken cancellationToken)
    {
        if (request.ContentLength > maxBytes)
        {
            LimitServer(request, MostToDiscard);
            return null;
        }

        // The server's own limit makes it also stop taking what would be thrown away.
        LimitServer(request, maxBytes);

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

    private static void LimitServer(HttpRequest request, int maxBytes)
    {
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } feature)
        {
            feature.MaxRequestBodySize = maxBytes;
        }
    }
}
