using OrleansAiJobs.Grains.Storage.Rows;

namespace OrleansAiJobs.Grains.Storage.Sqlite;

internal static class SqliteTime
{
    /// <summary>UTC text of fixed width: it sorts as the times do.</summary>
    public static string Format(DateTimeOffset time) => RowTime.Truncate(time).ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'");
}
