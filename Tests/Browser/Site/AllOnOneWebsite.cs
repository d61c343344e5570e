namespace OrleansAiJobs.Tests.Browser.Site;

[CollectionDefinition(Name)]
public sealed class AllOnOneWebsite : ICollectionFixture<Website>
{
    public const string Name = "The website";
}
