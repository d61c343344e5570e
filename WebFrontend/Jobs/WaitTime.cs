using System.Globalization;
using Microsoft.Extensions.Primitives;

namespace OrleansAiJobs.WebFrontend.Jobs;

/// <summary>The query parameter <c>wait</c> of long polling.</summary>
internal static class WaitTime
{
    public const int MaxSeconds = 30;

    /// <summary>Zero when it is not asked for, null when it is no whole number from 1 to <see cref="MaxSeconds"/>.</summary>
    public static TimeSpan? Read(StringValues wait)
    {
        if (wait.Count == 0)
        {
            return TimeSpan.Zero;
        }

        return wait.Count == 1 && int.TryParse(wait[0], NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds is >= 1 and <= MaxSeconds
            ? TimeSpan.FromSeconds(seconds)
            : null;
    }
}
