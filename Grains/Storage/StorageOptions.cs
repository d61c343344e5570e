namespace OrleansAiJobs.Grains.Storage;

/// <summary>The section <c>Storage</c>: where the embedded store keeps its files.</summary>
internal sealed class StorageOptions
{
    public const string Section = "Storage";

    /// <summary>
    /// A folder; when empty, <c>orleans-ai-jobs</c> in the user's local application data. An account without such a folder must name one:
    /// the temporary folder would lose jobs that were confirmed as stored.
    /// </summary>
    public string? Path { get; set; }
}
