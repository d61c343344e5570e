namespace OrleansAiJobs.Tests.EndToEnd.Deployment;

/// <summary>The collection of the tests that start what the compose file describes: nothing else runs beside it.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Composed
{
    public const string Name = "Composed";
}
