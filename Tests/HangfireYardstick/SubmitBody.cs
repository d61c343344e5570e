namespace OrleansAiJobs.Tests.HangfireYardstick;

/// <summary>What is posted.</summary>
internal sealed record SubmitBody(string Content, int Count);
