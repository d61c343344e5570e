using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using OrleansAiJobs.Grains.Interfaces.History;

namespace OrleansAiJobs.WebFrontend.Jobs;

/// <summary>
/// A place in a history as callers hold it. The digest tells a broken cursor from a whole one; it keeps no secret, since
/// a made-up place shows nobody more than their own history.
/// </summary>
internal static class HistoryCursor
{
    private const byte Format = 1;
    private const int TicksAt = 1;
    private const int IdAt = TicksAt + sizeof(long);
    private const int DigestAt = IdAt + 16;

    // A multiple of three, so that base64 leaves no spare bits and every cursor has one spelling.
    private const int Length = 30;

    public static string Encode(HistoryPosition position)
    {
        Span<byte> bytes = stackalloc byte[Length];
        bytes[0] = Format;
        BinaryPrimitives.WriteInt64BigEndian(bytes[TicksAt..], position.CreatedAt.UtcTicks);
        position.Id.TryWriteBytes(bytes[IdAt..], bigEndian: true, out _);
        WriteDigest(bytes[..DigestAt], bytes[DigestAt..]);
        return Base64Url.EncodeToString(bytes);
    }

    /// <summary>The place; null when the cursor is broken.</summary>
    public static HistoryPosition? Decode(string cursor)
    {
        Span<byte> bytes = stackalloc byte[Length];
        if (cursor.Length != Base64Url.GetEncodedLength(Length)
            || Base64Url.DecodeFromChars(cursor, bytes, out _, out var written) != OperationStatus.Done
            || written != Length
            || bytes[0] != Format)
        {
            return null;
        }

        Span<byte> digest = stackalloc byte[Length - DigestAt];
        WriteDigest(bytes[..DigestAt], digest);
        var ticks = BinaryPrimitives.ReadInt64BigEndian(bytes[TicksAt..]);
        return digest.SequenceEqual(bytes[DigestAt..]) && ticks >= 0 && ticks <= DateTimeOffset.MaxValue.Ticks
            ? new HistoryPosition(new DateTimeOffset(ticks, TimeSpan.Zero), new Guid(bytes[IdAt..DigestAt], bigEndian: true))
            : null;
    }

    private static void WriteDigest(ReadOnlySpan<byte> content, Span<byte> digest) =>
        SHA256.HashData(content).AsSpan(0, digest.Length).CopyTo(digest);
}
