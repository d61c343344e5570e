using Microsoft.AspNetCore.Http.HttpResults;
using OrleansAiJobs.Grains.Interfaces.Jobs;
using OrleansAiJobs.WebFrontend.Http;
using OrleansAiJobs.WebFrontend.Jobs;

namespace OrleansAiJobs.Tests.Unit.Http;

public sealed class JobAnswersTests
{
    private static readonly JobView Job = new()
    {
        Id = Guid.Parse("0199b7c2-5f0e-7a31-9d57-0f2c7e5f3a10"),
        Type = "titles",
        Status = JobStatus.Pending,
        Version = 1,
        Input = "{}",
        Live = new JobLive { Progress = new JobProgress("Waiting…", 0) },
        Attempt = 0,
        MaxAttempts = 3,
        CreatedAt = DateTimeOffset.UnixEpoch,
    };

    [Fact]
    public void An_accepted_job_is_answered_with_its_address()
    {
        var answer = JobAnswers.From(new SubmitAnswer { Status = SubmitStatus.Accepted, Job = Job });

        var accepted = Assert.IsType<Accepted<JobBody>>(answer.Result);
        Assert.Equal("/api/ai/job/0199b7c2-5f0e-7a31-9d57-0f2c7e5f3a10", accepted.Location);
        Assert.Equal(Job.Id, accepted.Value?.Id);
    }

    [Fact]
    public void An_unknown_type_is_told_the_known_ones()
    {
        var answer = JobAnswers.From(new SubmitAnswer { Status = SubmitStatus.UnknownType, KnownTypes = ["summary", "titles"] });

        var problem = Assert.IsType<Problem>(answer.Result);
        Assert.Same(Problems.UnknownJobType, problem.Kind);
        Assert.Contains("summary, titles", problem.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Conflict", "idempotency_key_reused", 422)]
    [InlineData("Deleted", "job_deleted", 409)]
    [InlineData("TooManyActive", "too_many_active_jobs", 429)]
    public void A_submit_that_is_refused_has_its_code(string status, string code, int http)
    {
        var answer = JobAnswers.From(new SubmitAnswer { Status = Enum.Parse<SubmitStatus>(status) });

        var problem = Assert.IsType<Problem>(answer.Result);
        Assert.Equal((code, http), (problem.Kind.Code, problem.Kind.Status));
    }

    [Fact]
    public void Broken_rules_are_told_by_member()
    {
        var answer = JobAnswers.From(new SubmitAnswer
        {
            Status = SubmitStatus.Invalid,
            Errors = [new InputError("count", "too many"), new InputError("content", "missing"), new InputError("count", "odd")],
        });

        var problem = Assert.IsType<Problem>(answer.Result);
        Assert.Same(Problems.ValidationFailed, problem.Kind);
        Assert.NotNull(problem.Errors);
        Assert.Equal(2, problem.Errors.Count);
        Assert.Equal(["too many", "odd"], problem.Errors["count"]);
        Assert.Equal(["missing"], problem.Errors["content"]);
    }

    [Fact]
    public void What_was_done_is_202_and_what_was_so_already_200()
    {
        Assert.IsType<Accepted<JobBody>>(JobAnswers.From(new JobAnswer(JobAnswerStatus.Done, Job)).Result);
        Assert.IsType<Ok<JobBody>>(JobAnswers.From(new JobAnswer(JobAnswerStatus.Unchanged, Job)).Result);
        Assert.IsType<NoContent>(JobAnswers.FromDeletion(new JobAnswer(JobAnswerStatus.Done, null)).Result);
    }

    [Theory]
    [InlineData("NotFound", "not_found")]
    [InlineData("AlreadyFinished", "already_finished")]
    [InlineData("NotRetryable", "not_retryable")]
    [InlineData("StillRunning", "still_running")]
    [InlineData("TooManyActive", "too_many_active_jobs")]
    public void A_refusal_of_the_job_has_its_code(string status, string code)
    {
        var answer = new JobAnswer(Enum.Parse<JobAnswerStatus>(status), Job);

        Assert.Equal(code, Assert.IsType<Problem>(JobAnswers.From(answer).Result).Kind.Code);
        Assert.Equal(code, Assert.IsType<Problem>(JobAnswers.FromDeletion(answer).Result).Kind.Code);
    }

    [Theory]
    [InlineData("0199b7c2-5f0e-7a31-9d57-0f2c7e5f3a10", true)]
    [InlineData("0199B7C2-5F0E-7A31-9D57-0F2C7E5F3A10", true)]
    [InlineData("0199b7c25f0e7a319d570f2c7e5f3a10", false)]
    [InlineData("{0199b7c2-5f0e-7a31-9d57-0f2c7e5f3a10}", false)]
    [InlineData(" 0199b7c2-5f0e-7a31-9d57-0f2c7e5f3a10", false)]
    [InlineData("0199b7c2-5f0e-7a31-9d57-0f2c7e5f3a1", false)]
    [InlineData("", false)]
    public void An_id_in_an_address_is_a_UUID_in_its_usual_form(string text, bool valid)
    {
        Assert.Equal(valid, JobId.Read(text) is not null);
    }
}
