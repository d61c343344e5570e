using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace OrleansAiJobs.Tests.Browser.Site;

/// <summary>One person with one browser profile: one cookie, any number of tabs.</summary>
internal sealed class Visitor : IAsyncDisposable
{
    // Said aloud, so that it is heard with everything else that goes wrong in a page.
    private const string SayViolations =
        "addEventListener('securitypolicyviolation', e => console.error(`Forbidden by the policy: ${e.violatedDirective} ${e.blockedURI}`));";

    private readonly ConcurrentQueue<string> _complaints = new();
    private string? _expected;

    private Visitor(IBrowserContext context)
    {
        Context = context;
        context.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
            {
                _complaints.Enqueue($"{message.Type}: {message.Text} ({message.Location})");
            }
        };
        Feeds = new FeedLog(context);
        context.WebError += (_, error) => _complaints.Enqueue($"uncaught: {error.Error}");
    }

    public IBrowserContext Context { get; }

    public FeedLog Feeds { get; }

    public IEnumerable<string> Complaints =>
        _complaints.Where(complaint => _expected is null || !complaint.Contains(_expected, StringComparison.Ordinal));

    public static async Task<Visitor> ArriveAsync(IBrowser browser, Uri baseUrl)
    {
        var context = await browser.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = baseUrl.ToString(),
            Locale = "en-US",
            ViewportSize = new ViewportSize { Width = 1280, Height = 900 },
        });
        var visitor = new Visitor(context);
        await context.AddInitScriptAsync(SayViolations);
        await context.AddInitScriptAsync(PageMeter.Script);
        return visitor;
    }

    public async Task<JobsPage> OpenPageAsync()
    {
        var page = new JobsPage(await Context.NewPageAsync());
        await page.OpenAsync();
        return page;
    }

    /// <summary>A tab of the site with nothing in it but the client, which is told to follow.</summary>
    public async Task<ClientPage> OpenClientAsync()
    {
        var page = new ClientPage(await Context.NewPageAsync());
        await page.OpenAsync();
        return page;
    }

    /// <summary>Complaints with these words belong to the test.</summary>
    public void ExpectComplaints(string words) => _expected = words;

    public async ValueTask DisposeAsync() => await Context.DisposeAsync();
}
