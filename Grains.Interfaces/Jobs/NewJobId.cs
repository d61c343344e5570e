using System.Buffers.Binary;

namespace OrleansAiJobs.Grains.Interfaces.Jobs;

/// <summary>Ids that are made for new jobs, and what is known of such a job before anybody has looked for it.</summary>
/// <remarks>UUIDs of version 7 (RFC 9562, section 5.7), which begin with the time. The last of their random bits says whether a job comes alone.</remarks>
public static class NewJobId
{
    private const string Key = "ai-jobs.new-id";
    private const int Version = 7;
    private const int LastByte = 15;
    private const byte ComesAlone = 1;

    /// <summary>Of a job that is submitted alone.</summary>
    public static Guid Create(DateTimeOffset now) => Create(now, ComesAlone);

    /// <summary>Of a job that is submitted together with others.</summary>
    public static Guid CreateInBatch(DateTimeOffset now) => Create(now, 0);

    /// <summary>Whether the id was made for a job that comes alone, less than <paramref name="age"/> before or after <paramref name="now"/>: clocks differ.</summary>
    public static bool IsAloneAndNewer(Guid id, TimeSpan age, DateTimeOffset now)
    {
        if (id.Version != Version)
        {
            return false;
        }

        Span<byte> bytes = stackalloc byte[LastByte + 1];
        id.TryWriteBytes(bytes, bigEndian: true, out _);
        var madeAt = (long)(BinaryPrimitives.ReadUInt64BigEndian(bytes) >> 16);
        return (bytes[LastByte] & ComesAlone) != 0 && Math.Abs(now.ToUnixTimeMilliseconds() - madeAt) < age.TotalMilliseconds;
    }

    /// <summary>
    /// Notes beside the first call about a job that its id was just made: nothing can be stored under it, so the store need not be asked.
    /// It holds for one id and the calls that this asynchronous method makes from now on; if it is wrong all the same, storing the job fails,
    /// and nothing is overwritten.
    /// </summary>
    public static void Note(Guid id) => RequestContext.Set(Key, id);

    /// <summary>Takes the note back.</summary>
    public static void Forget() => RequestContext.Remove(Key);

    /// <summary>Whether the call that is being served has the note for this id.</summary>
    public static bool Is(Guid id) => RequestContext.Get(Key) is Guid known && known == id;

    private static Guid Create(DateTimeOffset now, byte lastBit)
    {
        Span<byte> bytes = stackalloc byte[LastByte + 1];
        Guid.CreateVersion7(now).TryWriteBytes(bytes, bigEndian: true, out _);
        bytes[LastByte] = (byte)((bytes[LastByte] & ~ComesAlone) | lastBit);
        return new Guid(bytes, bigEndian: true);
    }
}
