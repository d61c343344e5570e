namespace OrleansAiJobs.WebFrontend.Jobs;

/// <summary>Job ids as they stand in addresses.</summary>
internal static class JobId
{
    /// <summary>Null when it is no UUID in its usual form.</summary>
    public static Guid? Read(string text) => Guid.TryParseExact(text, "D", out var id) ? id : null;
}
