namespace OrleansAiJobs.Grains.JobTypes.Titles;

/// <summary>What makes a line an item of a list.</summary>
internal enum ListMark
{
    None,
    Bullet,
    Number,
}
