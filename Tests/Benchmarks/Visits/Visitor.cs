namespace OrleansAiJobs.Tests.Benchmarks.Visits;

/// <summary>A guest with a session.</summary>
/// <param name="Frontend">The one that he calls.</param>
/// <param name="Cookie">His session, as the header <c>Cookie</c> wants it.</param>
internal sealed record Visitor(Uri Frontend, string Cookie);
