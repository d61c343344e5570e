namespace OrleansAiJobs.Grains.JobTypes.Local;

/// <summary>What a line of a text is by its own look.</summary>
internal enum LineMark
{
    Text,
    Blank,
    Heading,
    Underline,
    Item,
    Fence,
    TableRule,
}
