using OrleansAiJobs.Tests.EndToEnd.Processes;

namespace OrleansAiJobs.Tests.EndToEnd.Cluster;

/// <summary>The collection of the tests that need half a dozen processes: one such cluster is all that a small machine carries.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class OneAtATime : ICollectionFixture<SharedCluster>
{
    public const string Name = "One cluster at a time";
}
