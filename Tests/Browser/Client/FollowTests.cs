using Microsoft.Playwright;
using OrleansAiJobs.Tests.Browser.Site;
using OrleansAiJobs.Tests.ScriptedAi;

namespace OrleansAiJobs.Tests.Browser.Client;

public sealed class FollowTests(Website website) : PageTest(website)
{
    private const string Quick = "This story is done before anybody follows it.";
    private const string Slow = "This story takes its time.";
    private const string Other = "This story is not asked about.";

    [Fact]
    public async Task Following_named_jobs_ends_with_the_last_of_them_and_closes_the_connection()
    {
        var (gate, never) = (new Gate(), new Gate());
        Reply(to: Slow, new AiReply { FinishGate = gate });
        Reply(to: Other, new AiReply { FinishGate = never });
        var visitor = await ArriveAsync(Website.App);
        var client = await visitor.OpenClientAsync();
        await client.FollowAsync(follow: "{ untilDone: true }");
        await client.UntilAsync("ended");
        var (quick, slow) = (await client.SubmitAsync(Quick), await client.SubmitAsync(Slow));
        await client.Page.WaitForFunctionAsync("async id => (await ai.job(id)).terminal", quick);
        await client.SubmitAsync(Other);

        await client.FollowAsync(follow: $"{{ jobs: ['{quick}', '{slow}'] }}");
        await client.HearAsync($"kind === 'job' && id === '{quick}' && job.status === 'completed'");
        Assert.False(await client.Page.EvaluateAsync<bool>("() => ended"));
        gate.Open();
        await client.UntilAsync("ended");

        Assert.Equal($"{slow} completed", await client.Page.EvaluateAsync<string>("() => `${updates.at(-1).id} ${updates.at(-1).job.status}`"));
        Assert.Equal(0, await client.Page.EvaluateAsync<int>("content => updates.filter(({ job }) => job?.input.content === content).length", Other));
        await visitor.Feeds.AllClosedAsync();
        Assert.Equal(2, visitor.Feeds.Opened);
    }

    [Fact]
    public async Task A_named_job_that_could_not_be_read_is_asked_for_until_it_can()
    {
        var visitor = await ArriveAsync(Website.App);
        visitor.ExpectComplaints("503 (Service Unavailable)");
        var client = await visitor.OpenClientAsync();
        await client.FollowAsync(follow: "{ untilDone: true }");
        var id = await client.SubmitAsync(Quick);
        await client.Page.WaitForFunctionAsync("async id => (await ai.job(id)).terminal", id);
        await client.OpenAsync();
        await client.Page.RouteAsync(
            $"**/api/ai/job/{id}", route => route.FulfillAsync(new RouteFulfillOptions { Status = 503 }), new PageRouteOptions { Times = 1 });

        await client.FollowAsync(follow: $"{{ jobs: ['{id}'] }}");

        await client.UntilAsync("ended");
        await client.HearAsync("kind === 'job' && job.status === 'completed'");
    }
}
