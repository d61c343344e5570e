namespace OrleansAiJobs.Tests.EndToEnd.Cluster;

/// <summary>The collection of the tests that start half a dozen processes each: one such cluster is all that a small machine carries.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class OneAtATime
{
    public const string Name = "One cluster at a time";
}
