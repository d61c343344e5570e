using System.Net;
using OrleansAiJobs.Tests.EndToEnd.Api;

namespace OrleansAiJobs.Tests.EndToEnd;

/// <summary>A submit can be repeated by its <c>Idempotency-Key</c>.</summary>
[Collection(ContractApp.Name)]
public sealed class IdempotencyTests(ContractApp.Fixture contract)
{
    [Fact]
    public async Task The_same_key_with_the_same_input_gives_the_same_job_in_whatever_state()
    {
        using var visitor = await contract.App.VisitAsync();
        var first = await visitor.PostAsync("/api/ai/titles", new { content = "Gardens in the city." }, "Idempotency-Key: one");
        var id = first.Body!["id"]!.GetValue<string>();
        await visitor.FollowToTheEndAsync(id);

        var again = await visitor.PostAsync("/api/ai/titles", new { count = 5, content = "  Gardens in the city.\n", tone = (string?)null }, "Idempotency-Key: \"one\"");

        Assert.Equal((HttpStatusCode.Accepted, HttpStatusCode.Accepted), (first.Status, again.Status));
        Assert.Equal((id, "completed"), (again.Body!["id"]!.GetValue<string>(), again.Body["status"]!.GetValue<string>()));
        Assert.Single((await visitor.GetAsync("/api/ai/history"))["items"]!.AsArray());
    }

    [Fact]
    public async Task The_same_key_with_another_input_or_type_is_refused_and_another_user_may_have_it()
    {
        using var visitor = await contract.App.VisitAsync();
        using var stranger = await contract.App.VisitAsync();
        var first = await visitor.PostAsync("/api/ai/titles", new { content = "Gardens." }, "Idempotency-Key: two");

        var otherInput = await visitor.PostAsync("/api/ai/titles", new { content = "Cities." }, "Idempotency-Key: two");
        var otherType = await visitor.PostAsync("/api/ai/summary", new { content = "Gardens." }, "Idempotency-Key: two");
        var otherUser = await stranger.PostAsync("/api/ai/titles", new { content = "Cities." }, "Idempotency-Key: two");

        Assert.Equal((HttpStatusCode.UnprocessableEntity, "idempotency_key_reused"), (otherInput.Status, otherInput.Body!["code"]!.GetValue<string>()));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "idempotency_key_reused"), (otherType.Status, otherType.Body!["code"]!.GetValue<string>()));
        Assert.Equal(HttpStatusCode.Accepted, otherUser.Status);
        Assert.NotEqual(first.Body!["id"]!.GetValue<string>(), otherUser.Body!["id"]!.GetValue<string>());
    }

    [Fact]
    public async Task The_key_of_a_deleted_job_is_refused()
    {
        using var visitor = await contract.App.VisitAsync();
        var input = new { content = "Gardens." };
        var id = (await visitor.PostAsync("/api/ai/titles", input, "Idempotency-Key: three")).Body!["id"]!.GetValue<string>();
        await visitor.FollowToTheEndAsync(id);
        await visitor.SendAsync(HttpMethod.Delete, $"/api/ai/job/{id}");

        var again = await visitor.PostAsync("/api/ai/titles", input, "Idempotency-Key: three");

        Assert.Equal((HttpStatusCode.Conflict, "job_deleted"), (again.Status, again.Body!["code"]!.GetValue<string>()));
    }

    [Fact]
    public async Task What_is_no_key_is_refused()
    {
        using var visitor = await contract.App.VisitAsync();

        var answer = await visitor.PostAsync("/api/ai/titles", new { content = "Gardens." }, "Idempotency-Key: a b");

        Assert.Equal((HttpStatusCode.BadRequest, "invalid_idempotency_key"), (answer.Status, answer.Body!["code"]!.GetValue<string>()));
    }
}
