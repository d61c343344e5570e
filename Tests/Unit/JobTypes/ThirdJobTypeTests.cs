using OrleansAiJobs.Grains.JobTypes;
using OrleansAiJobs.Grains.JobTypes.Summary;
using OrleansAiJobs.Grains.JobTypes.Titles;

namespace OrleansAiJobs.Tests.Unit.JobTypes;

public sealed class ThirdJobTypeTests
{
    private readonly JobTypeCatalog _catalog = new([new TitlesJobType(), new SummaryJobType(), new KeywordsJobType()]);

    [Fact]
    public void A_registered_class_is_all_that_a_new_job_type_takes()
    {
        Assert.Equal(["keywords", "summary", "titles"], _catalog.Names);
        Assert.True(_catalog.TryGet("keywords", out var type));

        var input = type.ReadInput(Json.Parse("""{"audience":" cooks ","content":" Bread. ","language":"en","other":1}"""));
        var result = type.ReadAnswer(Json.Parse(input.Json!), "bread,flour");

        Assert.Equal("""{"content":"Bread.","count":8,"language":"en","audience":"cooks"}""", input.Json);
        Assert.Equal(["bread", "flour"], Json.Strings(result.Json, "keywords"));
    }

    [Fact]
    public void The_new_type_gets_the_same_strict_checks()
    {
        Assert.True(_catalog.TryGet("keywords", out var type));

        var input = type.ReadInput(Json.Parse("""{"content":" ","count":31,"language":"?","audience":7}"""));

        Assert.Equal(["content", "count", "language", "audience"], input.Errors.Select(error => error.Path));
    }
}
