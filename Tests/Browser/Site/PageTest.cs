using OrleansAiJobs.Tests.Apps;
using OrleansAiJobs.Tests.ScriptedAi;

namespace OrleansAiJobs.Tests.Browser.Site;

/// <summary>A test of the page. It fails also if the browser complained meanwhile: of an error, or of what the policy forbids.</summary>
[Collection(AllOnOneWebsite.Name)]
public abstract class PageTest(Website website) : IAsyncLifetime
{
    private readonly List<Visitor> _visitors = [];

    protected Website Website { get; } = website;

    private protected ScriptedAiServer Ai => Website.Ai;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        foreach (var visitor in _visitors)
        {
            await visitor.DisposeAsync();
        }

        Ai.ClearScript();
        Ai.Default = new AiReply();
        var complaints = _visitors.SelectMany(visitor => visitor.Complaints).ToList();
        Assert.True(complaints.Count == 0, string.Join('\n', complaints));
    }

    /// <summary>Somebody new, with the page open.</summary>
    private protected async Task<JobsPage> OpenPageAsync() => await (await ArriveAsync(Website.App)).OpenPageAsync();

    private protected async Task<Visitor> ArriveAsync(EmbeddedApp app)
    {
        var visitor = await Website.VisitAsync(app.BaseUrl);
        _visitors.Add(visitor);
        return visitor;
    }

    /// <summary>Scripts the replies to texts that begin so. Every test has its own texts.</summary>
    private protected void Reply(string to, params AiReply[] replies) =>
        Ai.When(request => request.Content.StartsWith(to, StringComparison.Ordinal), replies);
}
