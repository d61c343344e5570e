using OrleansAiJobs.Tests.EndToEnd.Telemetry;

namespace OrleansAiJobs.Tests.EndToEnd.Cluster;

/// <summary>The collection of the tests of telemetry: beside nothing else, as every cluster of processes.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class OneRecordedCluster : ICollectionFixture<RecordedCluster>
{
    public const string Name = "One recorded cluster";
}
