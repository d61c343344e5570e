namespace OrleansAiJobs.Grains.JobTypes.Local;

/// <summary>What a block of a text is.</summary>
internal enum BlockKind
{
    Paragraph,
    Heading,
    Item,
}
