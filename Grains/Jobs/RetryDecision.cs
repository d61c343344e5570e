namespace OrleansAiJobs.Grains.Jobs;

/// <summary>Whether a failed attempt is followed by another.</summary>
/// <param name="At">When it is due; null when there is to be none.</param>
/// <param name="PastDeadline">There would be another, but it would come after the job's deadline.</param>
internal readonly record struct RetryDecision(DateTimeOffset? At, bool PastDeadline)
{
    public static RetryDecision Never => new(null, PastDeadline: false);

    public static RetryDecision TooLate => new(null, PastDeadline: true);
}
