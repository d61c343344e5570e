using System.Text.Json;
using OrleansAiJobs.Grains.Interfaces.History;
using OrleansAiJobs.Grains.Interfaces.Jobs;
using OrleansAiJobs.WebFrontend.Http;
using OrleansAiJobs.WebFrontend.Jobs;

namespace OrleansAiJobs.Tests.Unit.Http;

public sealed class JobBodyTests
{
    private static readonly Guid Id = Guid.Parse("0199b7c2-5f0e-7a31-9d57-0f2c7e5f3a10");
    private static readonly DateTimeOffset Start = new(2026, 11, 23, 17, 4, 5, 678, TimeSpan.Zero);

    private static readonly JobView Running = new()
    {
        Id = Id,
        Type = "titles",
        Status = JobStatus.Processing,
        Version = 4,
        Input = """{"content":"Grüße <b>😀</b>","count":5}""",
        Live = new JobLive { Progress = new JobProgress("Generating titles…", 40), EstimatedSecondsRemaining = 3.5 },
        Attempt = 1,
        MaxAttempts = 3,
        Attempts = [new JobAttempt { Number = 1, StartedAt = Start.AddSeconds(1) }],
        CreatedAt = Start,
        StartedAt = Start.AddSeconds(1),
    };

    [Fact]
    public void A_running_job_has_every_member_in_the_order_of_the_contract()
    {
        var expected = Json(
            "{'id':'0199b7c2-5f0e-7a31-9d57-0f2c7e5f3a10','type':'titles','status':'processing','terminal':false,'version':4,"
            + "'input':{'content':'Grüße <b>😀</b>','count':5},'progress':{'message':'Generating titles…','percent':40},"
            + "'queuePosition':null,'estimatedSecondsRemaining':3.5,'attempt':1,'maxAttempts':3,'nextAttemptAt':null,"
            + "'attempts':[{'number':1,'startedAt':'2026-11-23T17:04:06.678Z','endedAt':null,'error':null}],"
            + "'result':null,'error':null,'usage':null,"
            + "'createdAt':'2026-11-23T17:04:05.678Z','startedAt':'2026-11-23T17:04:06.678Z','completedAt':null}");

        Assert.Equal(expected, Write(JobBody.From(Running)));
    }

    [Fact]
    public void A_failed_job_tells_all_that_is_known_of_its_attempts()
    {
        var error = new JobError("provider_unavailable", "The AI service is down.", Retryable: true);
        var attempt = new JobAttempt
        {
            Number = 1,
            StartedAt = Start,
            EndedAt = Start.AddMilliseconds(1),
            Error = error,
            ProviderStatus = 500,
            ProviderRequestId = "req_1",
            Calls = 4,
        };
        var job = Running with
        {
            Status = JobStatus.Failed,
            Live = new JobLive { Progress = new JobProgress("Failed", 0), QueuePosition = 7 },
            Attempts = [attempt],
            NextAttemptAt = Start,
            Error = error,
            Usage = new JobUsage("gpt-x", 12, 3_000_000_000),
            CompletedAt = Start.AddSeconds(2),
        };
        var expectedError = "'error':{'code':'provider_unavailable','message':'The AI service is down.','retryable':true}";

        var json = Write(JobBody.From(job));

        Assert.Contains(Json("'status':'failed','terminal':true,"), json, StringComparison.Ordinal);
        Assert.Contains(Json("'queuePosition':7,'estimatedSecondsRemaining':null,"), json, StringComparison.Ordinal);
        Assert.Contains(
            Json(
                "'nextAttemptAt':'2026-11-23T17:04:05.678Z','attempts':[{'number':1,"
                + $"'startedAt':'2026-11-23T17:04:05.678Z','endedAt':'2026-11-23T17:04:05.679Z',{expectedError},"
                + $"'providerStatus':500,'providerRequestId':'req_1','calls':4}}],'result':null,{expectedError},"
                + "'usage':{'model':'gpt-x','inputTokens':12,'outputTokens':3000000000},"),
            json,
            StringComparison.Ordinal);
        Assert.EndsWith(Json("'completedAt':'2026-11-23T17:04:07.678Z'}"), json, StringComparison.Ordinal);
    }

    [Fact]
    public void The_result_is_written_as_it_was_stored()
    {
        var job = Running with { Status = JobStatus.Completed, Result = """{"titles":["A \u003c B","É 😀"]}""" };

        Assert.Contains(Json("'result':{'titles':['A \\u003c B','É 😀']},'error':null"), Write(JobBody.From(job)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_listed_job_is_the_same_without_its_attempts()
    {
        var full = Write(JobBody.From(Running));

        var listed = JsonSerializer.Serialize(JobItemBody.From(Running), ApiJson.Instance.JobItemBody);

        var from = full.IndexOf("\"attempts\":", StringComparison.Ordinal);
        var to = full.IndexOf("\"result\":", StringComparison.Ordinal);
        Assert.Equal(full.Remove(from, to - from), listed);
    }

    [Fact]
    public void Times_are_in_UTC_with_three_decimals_whatever_they_were()
    {
        var local = new DateTimeOffset(2026, 1, 2, 1, 4, 5, TimeSpan.FromHours(2)).AddTicks(1_239_999);

        var json = Write(JobBody.From(Running with { CreatedAt = local }));

        Assert.Contains(Json("'createdAt':'2026-01-01T23:04:05.123Z',"), json, StringComparison.Ordinal);
    }

    [Fact]
    public void The_last_page_of_a_history_has_no_cursor()
    {
        var place = new HistoryPosition(Start, Id);

        var last = JsonSerializer.Serialize(HistoryBody.From(new HistoryPage([], null)), ApiJson.Instance.HistoryBody);
        var earlier = JsonSerializer.Serialize(HistoryBody.From(new HistoryPage([Running], place)), ApiJson.Instance.HistoryBody);

        Assert.Equal(Json("{'items':[],'nextCursor':null}"), last);
        Assert.StartsWith(Json("{'items':[{'id':'0199b7c2-5f0e-7a31-9d57-0f2c7e5f3a10','type':'titles',"), earlier, StringComparison.Ordinal);
        Assert.EndsWith(Json($"}}],'nextCursor':'{HistoryCursor.Encode(place)}'}}"), earlier, StringComparison.Ordinal);
    }

    [Fact]
    public void Numbers_for_the_header_name_the_types_as_they_are()
    {
        var stats = new UserStats(2, 1, "local", new Dictionary<string, double>(StringComparer.Ordinal) { ["titles"] = 3.1 });

        var json = JsonSerializer.Serialize(stats, ApiJson.Instance.UserStats);

        Assert.Equal(Json("{'pending':2,'processing':1,'engine':'local','medianSeconds':{'titles':3.1}}"), json);
    }

    private static string Write(JobBody body) => JsonSerializer.Serialize(body, ApiJson.Instance.JobBody);

    private static string Json(string singleQuoted) => singleQuoted.Replace('\'', '"');
}
