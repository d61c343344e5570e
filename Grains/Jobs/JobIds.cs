using System.Security.Cryptography;
using System.Text;

namespace OrleansAiJobs.Grains.Jobs;

/// <summary>Makes row ids out of what is no UUID. Pure: the same text gives the same id for ever, in every process.</summary>
internal static class JobIds
{
    /// <summary>A Guid key is its own row id; any other key gets one made from <c>type/key</c>.</summary>
    public static Guid FromGrain(GrainId grain) =>
        grain.TryGetGuidKey(out var key, out var extension) && extension is null
            ? key
            : FromText(Encoding.UTF8.GetBytes(grain.ToString()));

    /// <summary>A UUID of version 8 (RFC 9562, section 5.8): SHA-256 of the text, cut to the 122 bits that version and variant leave.</summary>
    public static Guid FromText(ReadOnlySpan<byte> text)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(text, hash);
        hash[6] = (byte)((hash[6] & 0x0F) | 0x80);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash[..16], bigEndian: true);
    }
}
