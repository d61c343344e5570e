namespace OrleansAiJobs.Tests.EndToEnd;

/// <summary>The collection of the tests that share <see cref="SharedApp"/>: starting a process takes longer than most of them.</summary>
[CollectionDefinition(Name)]
public sealed class AllOnOneApp : ICollectionFixture<SharedApp>
{
    public const string Name = "All on one app";
}
