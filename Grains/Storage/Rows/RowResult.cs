using Orleans.Storage;

namespace OrleansAiJobs.Grains.Storage.Rows;

/// <summary>What became of one row of a batch.</summary>
internal sealed record RowResult
{
    private RowResult(RowOutcome outcome) => Outcome = outcome;

    public static RowResult Committed { get; } = new(RowOutcome.Committed);

    public RowOutcome Outcome { get; }

    /// <summary>After a conflict, the ETag that the row has instead; null when there is no row.</summary>
    public Guid? StoredETag { get; private init; }

    /// <summary>Why the row was refused.</summary>
    public Exception? Reason { get; private init; }

    public static RowResult Conflict(Guid? storedETag) => new(RowOutcome.Conflict) { StoredETag = storedETag };

    public static RowResult Refused(Exception reason) => new(RowOutcome.Refused) { Reason = reason };

    /// <param name="change">What was sent.</param>
    /// <param name="wasRepeated">An earlier sending failed, and may have been committed all the same.</param>
    public void ThrowUnlessCommitted(RowChange change, bool wasRepeated)
    {
        if (Outcome == RowOutcome.Refused)
        {
            throw new StorageException($"The database refused job {change.Id}: {Reason?.Message}", Reason!);
        }

        // The new ETag was chosen before the first sending: who finds it in the row has committed it. Of a deletion only the gap remains.
        var wasOurs = change.Kind == RowChangeKind.Delete ? wasRepeated && StoredETag is null : StoredETag == change.NewETag;
        if (Outcome == RowOutcome.Conflict && !wasOurs)
        {
            throw new InconsistentStateException(
                $"Job {change.Id} was to be changed, but another was faster.",
                RowETag.Format(StoredETag) ?? "none",
                RowETag.Format(change.ExpectedETag) ?? "none");
        }
    }
}
