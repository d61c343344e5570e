using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using OrleansAiJobs.Grains.Interfaces.History;

namespace OrleansAiJobs.WebFrontend.Feed;

/// <summary>The event ids: opaque to clients, a generation and a number (all jobs) or a version (one job) to us.</summary>
internal static class FeedCursors
{
    /// <summary>What an id that we never issued stands for: no feed has this generation, so it is answered by a reset.</summary>
    private static readonly FeedCursor Unknown = new(Guid.Empty, 0);

    public static string Format(FeedCursor cursor) => string.Create(CultureInfo.InvariantCulture, $"{cursor.Generation:N}-{cursor.Number}");

    public static string FormatVersion(int version) => string.Create(CultureInfo.InvariantCulture, $"v{version}");

    /// <summary>Null for no id at all.</summary>
    [return: NotNullIfNotNull(nameof(id))]
    public static FeedCursor? Parse(string? id)
    {
        if (string.IsNullOrEmpty(id))
        {
            return null;
        }

        var dash = id.IndexOf('-', StringComparison.Ordinal);
        return dash > 0 &&
            Guid.TryParseExact(id.AsSpan(0, dash), "N", out var generation) &&
            long.TryParse(id.AsSpan(dash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? new FeedCursor(generation, number)
            : Unknown;
    }

    /// <summary>Null when it is no id of a job's own feed.</summary>
    public static int? ParseVersion(string? id) =>
        id is ['v', ..] && int.TryParse(id.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : null;
}
