namespace OrleansAiJobs.WebFrontend.Jobs;

/// <summary>Job ids as they stand in addresses.</summary>
internal static class JobId
{
    // Checked because the parser overlooks white space.
    private const int Length = 36;

    /// <summary>Null when it is no UUID in its usual form.</summary>
    public static Guid? Read(string text) =>
        text.Length == Length && Guid.TryParseExact(text, "D", out var id) ? id : null;
}
