namespace OrleansAiJobs.Grains.History;

/// <summary>The user's grain has taken the report.</summary>
/// <param name="Watched">Somebody follows the feed: text and live members are worth reporting.</param>
[GenerateSerializer]
[Immutable]
[Alias("ai-jobs.ReportAck")]
internal sealed record ReportAck([property: Id(0)] bool Watched);
