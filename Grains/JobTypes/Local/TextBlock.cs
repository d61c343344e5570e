namespace OrleansAiJobs.Grains.JobTypes.Local;

/// <summary>A heading, a paragraph or a list item as plain text on one line.</summary>
internal sealed record TextBlock(BlockKind Kind, string Text);
