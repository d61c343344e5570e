namespace OrleansAiJobs.Grains.Storage.Rows;

/// <summary>Times as rows keep them: UTC, to the microsecond, the rest cut off in both stores alike.</summary>
internal static class RowTime
{
    public static DateTimeOffset Truncate(DateTimeOffset time) =>
        new(time.UtcTicks - (time.UtcTicks % TimeSpan.TicksPerMicrosecond), TimeSpan.Zero);

    public static DateTimeOffset? Truncate(DateTimeOffset? time) => time is { } known ? Truncate(known) : null;
}
