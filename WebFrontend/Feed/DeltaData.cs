namespace OrleansAiJobs.WebFrontend.Feed;

/// <summary>The data of <c>delta</c>.</summary>
internal sealed record DeltaData(Guid JobId, int Attempt, int Offset, string Text);
