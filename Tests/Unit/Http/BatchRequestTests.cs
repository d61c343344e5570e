using OrleansAiJobs.WebFrontend.Http;
using OrleansAiJobs.WebFrontend.Jobs;

namespace OrleansAiJobs.Tests.Unit.Http;

public sealed class BatchRequestTests
{
    private static readonly Guid User = Guid.NewGuid();
    private static readonly Guid[] Ids = [Guid.NewGuid(), Guid.NewGuid()];

    [Fact]
    public void Jobs_come_through_in_their_order_with_inputs_as_they_were_written()
    {
        var request = BatchRequest.Read("""{"jobs":[{"type":"titles","input":{"content": "a"}},{"input":[1],"type":"poem","more":1}]}""", User, place => Ids[place]);

        Assert.Null(request.Refusal);
        Assert.Equal(User, request.Jobs?.UserId);
        Assert.Equal([(Ids[0], "titles", """{"content": "a"}"""), (Ids[1], "poem", "[1]")], request.Jobs!.Jobs.Select(job => (job.Id, job.Type, job.Input)));
    }

    [Theory]
    [InlineData("[]", "$")]
    [InlineData("{}", "jobs")]
    [InlineData("""{"jobs":null}""", "jobs")]
    [InlineData("""{"jobs":{}}""", "jobs")]
    [InlineData("""{"jobs":[]}""", "jobs")]
    [InlineData("""{"jobs":[{"type":"titles","input":{}},7]}""", "jobs[1]")]
    [InlineData("""{"jobs":[{"type":7,"input":{}}]}""", "jobs[0].type")]
    [InlineData("""{"jobs":[{"type":null,"input":{}}]}""", "jobs[0].type")]
    [InlineData("""{"jobs":[{"type":"titles","input":null}]}""", "jobs[0].input")]
    [InlineData("""{"jobs":[{}]}""", "jobs[0].type jobs[0].input")]
    public void A_wrong_shape_is_told_by_path(string json, string paths)
    {
        var request = BatchRequest.Read(json, User, _ => Guid.NewGuid());

        Assert.Null(request.Jobs);
        Assert.Same(Problems.ValidationFailed, request.Refusal?.Kind);
        Assert.Equal(paths.Split(' '), request.Refusal?.Errors?.Keys);
    }

    [Theory]
    [InlineData(100, true)]
    [InlineData(101, false)]
    public void A_hundred_jobs_are_the_most(int jobs, bool accepted)
    {
        var json = $$"""{"jobs":[{{string.Join(',', Enumerable.Repeat("""{"type":"titles","input":{}}""", jobs))}}]}""";

        Assert.Equal(accepted, BatchRequest.Read(json, User, _ => Guid.NewGuid()).Jobs is not null);
    }
}
