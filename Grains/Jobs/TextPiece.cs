namespace OrleansAiJobs.Grains.Jobs;

/// <summary>A text that replaces everything from the offset on.</summary>
/// <param name="Offset">In UTF-16 units.</param>
/// <param name="Text">May be empty: then the told text is cut at the offset.</param>
internal sealed record TextPiece(int Offset, string Text);
