namespace OrleansAiJobs.WebFrontend.Feed;

/// <summary>The data of <c>deleted</c>.</summary>
internal sealed record DeletedData(Guid JobId);
