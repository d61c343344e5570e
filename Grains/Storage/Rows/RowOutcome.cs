namespace OrleansAiJobs.Grains.Storage.Rows;

internal enum RowOutcome
{
    Committed,

    /// <summary>The row is missing, exists already, or has another ETag than expected.</summary>
    Conflict,

    /// <summary>The database does not take such a row.</summary>
    Refused,
}
