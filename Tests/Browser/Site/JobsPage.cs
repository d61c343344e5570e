using System.Reflection;
using Microsoft.Playwright;

namespace OrleansAiJobs.Tests.Browser.Site;

/// <summary>The page in one tab, as a person sees it.</summary>
internal sealed class JobsPage(IPage page)
{
    private static readonly string Screenshots = typeof(JobsPage).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(metadata => metadata.Key == "Screenshots").Value!;

    private int _loads;

    public IPage Page => page;

    /// <summary>How often a document was loaded into the tab.</summary>
    public int Loads => _loads;

    public ILocator Text => page.GetByRole(AriaRole.Textbox, new PageGetByRoleOptions { Name = "Your text", Exact = true });

    public ILocator GenerateTitles => Button("Generate titles");

    public ILocator Summarize => Button("Summarize");

    public ILocator Banner => page.Locator("#banner");

    /// <summary>Nothing has been asked for yet.</summary>
    public ILocator Empty => page.Locator("#empty");

    /// <summary>Jobs that run, or have ended while the page was open.</summary>
    public ILocator Now => page.Locator("#now");

    public ILocator Earlier => page.Locator("#earlier");

    public static ILocator CardsOf(ILocator list) => list.GetByRole(AriaRole.Article);

    public async Task OpenAsync()
    {
        page.Load += (_, _) => Interlocked.Increment(ref _loads);
        await page.GotoAsync("/");
    }

    /// <summary>Brings the tab to the front: one in the background is hardly ever drawn.</summary>
    public Task ShowAsync() => page.BringToFrontAsync();

    /// <summary>Makes it what a tab is behind another one, or no longer.</summary>
    public Task HideAsync(bool hidden) => page.EvaluateAsync(
        """
        hidden => {
          Object.defineProperty(document, 'hidden', { configurable: true, get: () => hidden });
          document.dispatchEvent(new Event('visibilitychange'));
        }
        """,
        hidden);

    public ILocator Button(string name) => page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = name, Exact = true });

    /// <summary>The one card that shows this text.</summary>
    public JobCard Card(string text) => new(page.GetByRole(AriaRole.Article).Filter(new LocatorFilterOptions { HasText = text }));

    /// <summary>Types a text and presses the button.</summary>
    public async Task<JobCard> AskForTitlesAsync(string content)
    {
        await Text.FillAsync(content);
        await GenerateTitles.ClickAsync();
        return Card(content);
    }

    /// <summary>Keeps what the page looks like, for people to look at.</summary>
    public async Task KeepScreenshotAsync(string name, bool fullPage = false)
    {
        await page.ScreenshotAsync(new PageScreenshotOptions
        {
            Path = Path.Combine(Screenshots, $"{name}.png"),
            FullPage = fullPage,
            Animations = ScreenshotAnimations.Disabled,
        });
    }
}
