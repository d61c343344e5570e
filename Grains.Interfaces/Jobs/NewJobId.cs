using System.Buffers.Binary;

namespace OrleansAiJobs.Grains.Interfaces.Jobs;

/// <summary>What the id of a new job tells before anybody has looked for it.</summary>
public static class NewJobId
{
    private const string Key = "ai-jobs.new-id";
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
}
