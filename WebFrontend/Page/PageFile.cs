using System.IO.Compression;
using System.Security.Cryptography;
using Microsoft.Net.Http.Headers;

namespace OrleansAiJobs.WebFrontend.Page;

/// <summary>A file of the page, compressed when it is first asked for so, and as far as it goes: once for all visits.</summary>
internal sealed class PageFile
{
    private readonly Variant _plain;
    private readonly Lazy<Variant> _brotli;
    private readonly Lazy<Variant> _gzip;

    public PageFile(byte[] bytes, string contentType)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(bytes))[..16];
        ContentType = contentType;
        Content = bytes;
        _plain = new Variant(bytes, Encoding: null, TagOf(hash));
        _brotli = new(() => new Variant(Compress(bytes, to => new BrotliStream(to, CompressionLevel.SmallestSize)), "br", TagOf($"{hash}-br")));
        _gzip = new(() => new Variant(Compress(bytes, to => new GZipStream(to, CompressionLevel.SmallestSize)), "gzip", TagOf($"{hash}-gzip")));
    }

    public string ContentType { get; }

    public ReadOnlyMemory<byte> Content { get; }

    /// <summary>The smallest that whoever asks can read.</summary>
    public Variant VariantFor(IList<StringWithQualityHeaderValue> acceptEncoding)
    {
        if (ContentType.StartsWith("image/x-", StringComparison.Ordinal))
        {
            // Compressed in itself.
            return _plain;
        }

        return Accepts("br") ? _brotli.Value : Accepts("gzip") ? _gzip.Value : _plain;

        bool Accepts(string encoding) => acceptEncoding.Any(one => one.Value.Equals(encoding, StringComparison.OrdinalIgnoreCase) && one.Quality is not 0);
    }

    private static EntityTagHeaderValue TagOf(string name) => new($"\"{name}\"");

    private static byte[] Compress(byte[] bytes, Func<Stream, Stream> compressor)
    {
        using var compressed = new MemoryStream();
        using (var stream = compressor(compressed))
        {
            stream.Write(bytes);
        }

        return compressed.ToArray();
    }

    /// <summary>The file as it goes over the wire.</summary>
    public sealed record Variant(byte[] Bytes, string? Encoding, EntityTagHeaderValue Tag);
}
