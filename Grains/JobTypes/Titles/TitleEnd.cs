namespace OrleansAiJobs.Grains.JobTypes.Titles;

/// <summary>Whether a title in an answer is all there.</summary>
internal enum TitleEnd
{
    /// <summary>Something marks its end.</summary>
    Certain,

    /// <summary>The answer ends with it, which may be its end or not.</summary>
    Possible,

    /// <summary>The answer is cut off within it.</summary>
    Missing,
}
