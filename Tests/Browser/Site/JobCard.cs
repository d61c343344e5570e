using Microsoft.Playwright;

namespace OrleansAiJobs.Tests.Browser.Site;

/// <summary>One job on the page.</summary>
internal sealed class JobCard(ILocator card)
{
    public ILocator Element => card;

    /// <summary>Its status in a word: "Waiting", "Working", "Done".</summary>
    public ILocator State => card.Locator(".pill-text");

    /// <summary>What is happening, in a sentence.</summary>
    public ILocator Note => card.Locator(".note");

    /// <summary>Why it was stopped.</summary>
    public ILocator Problem => card.Locator(".problem");

    public ILocator Titles => card.Locator(".title-text");

    public ILocator Title(int number) => Titles.Nth(number - 1);

    public ILocator Button(string name) => card.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = name, Exact = true });
}
