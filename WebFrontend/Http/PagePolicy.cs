namespace OrleansAiJobs.WebFrontend.Http;

/// <summary>A Content-Security-Policy of an endpoint's own; it stands in the endpoint's metadata.</summary>
internal sealed record PagePolicy(string Text);
