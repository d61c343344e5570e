namespace OrleansAiJobs.WebFrontend.Stopping;

/// <summary>The section <c>Stopping</c>.</summary>
internal sealed class StoppingOptions
{
    public const string Section = "Stopping";

    /// <summary>The most that <see cref="Notice"/> may be.</summary>
    public static readonly TimeSpan LongestNotice = TimeSpan.FromMinutes(1);

    /// <summary>For how long this process, told to stop, says that it is not ready, and serves on; 0 to a minute.</summary>
    public TimeSpan Notice { get; set; }
}
