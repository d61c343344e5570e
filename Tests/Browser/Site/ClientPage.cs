using Microsoft.Playwright;

namespace OrleansAiJobs.Tests.Browser.Site;

/// <summary>A tab with nothing in it but the client, as the pages of other sites use it.</summary>
internal sealed class ClientPage(IPage page)
{
    public IPage Page => page;

    /// <param name="url">Of which page it is; by default one of our site that has no script of its own.</param>
    public Task OpenAsync(string url = "/health/live") => page.GotoAsync(url);

    /// <summary>Makes a client, <c>ai</c>, and keeps the <c>updates</c> that it tells of.</summary>
    /// <param name="options">The client's, in JavaScript.</param>
    /// <param name="follow">The options of <c>follow</c>, in JavaScript.</param>
    /// <param name="module">Where the client's module is.</param>
    public Task FollowAsync(string options = "{}", string follow = "{}", string module = "/ai-jobs.js") => page.EvaluateAsync($$"""
        async () => {
          const { AiJobs } = await import('{{module}}');
          window.ai ??= new AiJobs({{options}});
          window.updates = [];
          window.ended = false;
          (async () => {
            for await (const update of ai.follow({{follow}})) {
              updates.push(update);
            }
            window.ended = true;
          })();
        }
        """);

    /// <summary>Waits for an update of which this is true, in JavaScript.</summary>
    public Task HearAsync(string condition) =>
        UntilAsync($"updates.some(({{ kind, id, job, text, state, transport }}) => {condition})");

    /// <summary>Waits until this is true, in JavaScript.</summary>
    public Task UntilAsync(string condition) =>
        page.WaitForFunctionAsync($"() => {condition}", options: new PageWaitForFunctionOptions { PollingInterval = 20, Timeout = (float)Website.Patience.TotalMilliseconds });

    /// <summary>Asks for titles; the job's id.</summary>
    public Task<string> SubmitAsync(string content) =>
        page.EvaluateAsync<string>("async content => (await ai.titles({ content, count: 1 })).id", content);
}
