namespace OrleansAiJobs.WebFrontend.Auth;

/// <summary>Who one is.</summary>
internal sealed record SessionBody(Guid UserId);
