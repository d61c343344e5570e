using System.Net;
using OrleansAiJobs.Tests.EndToEnd.Api;
using OrleansAiJobs.Tests.ScriptedAi;

namespace OrleansAiJobs.Tests.EndToEnd;

/// <summary>What is to be gone is gone.</summary>
[Collection(ContractApp.Name)]
public sealed class PrivacyTests(ContractApp.Fixture contract)
{
    [Fact]
    public async Task A_guest_who_erases_the_session_leaves_no_job_behind_not_even_a_running_one()
    {
        using var visitor = await contract.App.VisitAsync();
        contract.Ai.When(request => request.Content.StartsWith("Erased while it runs", StringComparison.Ordinal), AiReply.Hang());
        await visitor.FollowToTheEndAsync(await visitor.SubmitTitlesAsync(Texts.Blog));
        var keyed = await visitor.PostAsync("/api/ai/titles", new { content = Texts.Blog }, "Idempotency-Key: erased");
        await visitor.SubmitTitlesAsync("Erased while it runs.");
        string[] cookie = [$"Cookie: {visitor.Cookie}"];

        var erased = await visitor.SendAsync(HttpMethod.Delete, "/api/session?erase=true");

        Assert.Equal(HttpStatusCode.NoContent, erased.Status);
        Assert.Empty(visitor.Cookie);
        var history = await Exchange.SendAsync(new Uri(contract.App.BaseUrl, "/api/ai/history"), "GET", cookie);
        Assert.Equal("""{"items":[],"nextCursor":null}""", history.Body);
        var job = await Exchange.SendAsync(new Uri(contract.App.BaseUrl, $"/api/ai/job/{keyed.Body!["id"]}"), "GET", cookie);
        Assert.Equal("404 not_found", job.ToString());
    }

    [Fact]
    public async Task A_session_that_ends_without_that_keeps_its_jobs()
    {
        using var visitor = await contract.App.VisitAsync();
        await visitor.FollowToTheEndAsync(await visitor.SubmitTitlesAsync(Texts.Blog));
        string[] cookie = [$"Cookie: {visitor.Cookie}"];

        var wrong = await visitor.SendAsync(HttpMethod.Delete, "/api/session?erase=perhaps");
        var ended = await visitor.SendAsync(HttpMethod.Delete, "/api/session");

        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.NoContent), (wrong.Status, ended.Status));
        var history = await Exchange.SendAsync(new Uri(contract.App.BaseUrl, "/api/ai/history"), "GET", cookie);
        Assert.Contains("\"completed\"", history.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_deleted_job_leaves_neither_its_text_nor_its_result_to_anybody_who_opens_the_feed()
    {
        using var visitor = await contract.App.VisitAsync();
        var id = await visitor.SubmitTitlesAsync(Texts.Blog);
        await visitor.FollowToTheEndAsync(id);

        await visitor.SendAsync(HttpMethod.Delete, $"/api/ai/job/{id}");

        // A cursor of no feed asks for everything there is.
        await foreach (var e in visitor.FollowAsync("/api/ai/events", lastEventId: $"{Guid.NewGuid()}-0"))
        {
            Assert.NotEqual("job", e.Type);
            if (e.Type == "ready")
            {
                break;
            }
        }
    }
}
