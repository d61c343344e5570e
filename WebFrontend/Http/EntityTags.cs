using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace OrleansAiJobs.WebFrontend.Http;

/// <summary>Entity tags made from a job's version. Weak, since the live members change without it.</summary>
internal static class EntityTags
{
    public static string FromVersion(int version) => $"W/\"{version}\"";

    /// <summary>Whether the caller holds what the tag stands for. A header that cannot be read counts as none.</summary>
    public static bool Matches(StringValues ifNoneMatch, string tag)
    {
        if (!EntityTagHeaderValue.TryParseList(ifNoneMatch, out var held))
        {
            return false;
        }

        var current = EntityTagHeaderValue.Parse(tag);
        return held.Any(one => EntityTagHeaderValue.Any.Equals(one) || one.Compare(current, useStrongComparison: false));
    }
}
