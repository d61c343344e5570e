using System.Buffers.Binary;

namespace OrleansAiJobs.Grains.Interfaces.Jobs;

/// <summary>What the id of a new job tells before anybody has looked for it.</summary>
public static class NewJobId
{
    private const int Bytes = 16;
    private const int TimedVersion = 7;

    /// <summary>
    /// Whether the id is a UUID of version 7, which begins with the time (RFC 9562, section 5.7), and was made less than <paramref name="age"/>
    /// before or after <paramref name="now"/>: clocks differ.
    /// </summary>
    public static bool IsNewer(Guid id, TimeSpan age, DateTimeOffset now)
    {
        if (id.Version != TimedVersion)
        {
            return false;
        }

        Span<byte> bytes = stackalloc byte[Bytes];
        id.TryWriteBytes(bytes, bigEndian: true, out _);
        var madeAt = (long)(BinaryPrimitives.ReadUInt64BigEndian(bytes) >> 16);
        return Math.Abs(now.ToUnixTimeMilliseconds() - madeAt) < age.TotalMilliseconds;
    }
}
