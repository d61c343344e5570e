using OrleansAiJobs.Grains.Jobs;
using OrleansAiJobs.Grains.Storage.Batching;

namespace OrleansAiJobs.Grains.Storage.Rows;

/// <summary>One row to insert, update or delete. Made on the caller's thread: the loops only send.</summary>
internal sealed class RowChange : IBatchRequest
{
    private readonly AiJobState? _job;

    private RowChange(RowChangeKind kind, Guid id, AiJobState? job, Guid? expectedETag, DateTimeOffset? rememberedAt = null)
    {
        RememberedAt = rememberedAt;
        Kind = kind;
        Id = id;
        ExpectedETag = expectedETag;
        _job = job;
        if (job is not null)
        {
            Attempts = StorageJson.Write(job.Attempts);
            Usage = StorageJson.Write(job.Usage);
            TextLength = CheckText(job);
        }
    }

    public RowChangeKind Kind { get; }

    public Guid Id { get; }

    /// <summary>The ETag that the row must have; null for an insert.</summary>
    public Guid? ExpectedETag { get; }

    public Guid NewETag { get; } = UniqueETag();

    /// <summary>Of a deletion: when it happened, if the id is to be remembered.</summary>
    public DateTimeOffset? RememberedAt { get; }

    /// <summary>The row's new state; there is none for a deletion.</summary>
    public AiJobState Job => _job ?? throw new InvalidOperationException($"Job {Id} is to be deleted.");

    /// <summary>Null when listings show the input as it is.</summary>
    public string? InputPreview => string.Equals(Job.InputPreview, Job.Input, StringComparison.Ordinal) ? null : Job.InputPreview;

    /// <summary>A JSON array.</summary>
    public string Attempts { get; } = "[]";

    /// <summary>A JSON object.</summary>
    public string? Usage { get; }

    public int TextLength { get; }

    // A statement for each kind in a batch: a batch of one kind is less work for the database. Only inserts are as many as all others together.
    public int Group => Kind is RowChangeKind.Insert ? 0 : 1;

    public static RowChange Insert(AiJobState job) => new(RowChangeKind.Insert, job.Id, job, expectedETag: null);

    public static RowChange Write(AiJobState job, string? expectedETag) =>
        expectedETag is null ? Insert(job) : new RowChange(RowChangeKind.Update, job.Id, job, RowETag.Parse(expectedETag));

    public static RowChange Delete(Guid id, string expectedETag, DateTimeOffset? rememberedAt = null) =>
        new(RowChangeKind.Delete, id, job: null, RowETag.Parse(expectedETag), rememberedAt);

    // It tells two writes apart and is no secret: not worth the system call of Guid.NewGuid.
    private static Guid UniqueETag()
    {
        Span<byte> bits = stackalloc byte[16];
        Random.Shared.NextBytes(bits);
        return new Guid(bits);
    }

    private int CheckText(AiJobState job)
    {
        ReadOnlySpan<string?> texts = Kind == RowChangeKind.Insert
            ? [job.Input, InputPreview, job.Type, job.Result, job.Error?.Message, job.Error?.Code, job.Owner, Attempts, Usage]
            : [job.Result, job.Error?.Message, job.Error?.Code, job.Owner, Attempts, Usage];
        var length = 0;
        foreach (var text in texts)
        {
            if (!StorableText.IsStorable(text))
            {
                throw new StorageException($"Job {Id} holds U+0000 or half of a surrogate pair, which no database stores.");
            }

            length += text?.Length ?? 0;
        }

        return length;
    }
}
