using System.Security.Cryptography;

namespace OrleansAiJobs.Grains.Interfaces;

/// <summary>Ids made of a name. The same name gives the same id for ever, in every process.</summary>
public static class HashedId
{
    /// <summary>The version of these UUIDs; random ids have another, so the two never meet.</summary>
    public const int Version = 8;

    /// <summary>A UUID of version 8 (RFC 9562, section 5.8): SHA-256 of the name, cut to the 122 bits that version and variant leave.</summary>
    public static Guid From(ReadOnlySpan<byte> name)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(name, hash);
        hash[6] = (byte)((hash[6] & 0x0F) | (Version << 4));
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash[..16], bigEndian: true);
    }
}
