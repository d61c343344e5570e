using System.Text.RegularExpressions;
using Microsoft.Playwright;
using OrleansAiJobs.Tests.Apps;
using OrleansAiJobs.Tests.Browser.Site;
using OrleansAiJobs.Tests.ScriptedAi;
using static Microsoft.Playwright.Assertions;

namespace OrleansAiJobs.Tests.Browser;

public sealed partial class PutItIntoYourSiteTests(Website website) : PageTest(website)
{
    private const int MostLines = 35;
    private const string Article = "An article on somebody else's site.";
    private const string Refused = "An article that the AI will not have.";

    [Fact]
    public async Task The_example_in_the_docs_works_as_printed()
    {
        var example = Example().Match(await File.ReadAllTextAsync(Repository.PathOf("docs/put-it-into-your-site.md"))).Groups["html"].Value;
        var (pieces, finish) = (new Gate(), new Gate());
        Reply(to: Article, AiReply.Says("""{"titles":["The First","The Second","The Third"]}""") with { Chunks = 3, ChunkGate = pieces, FinishGate = finish });
        Reply(to: Refused, AiReply.Error(401, code: "invalid_api_key"));
        var visitor = await ArriveAsync(Website.App);
        var page = await visitor.Context.NewPageAsync();
        await page.RouteAsync("**/my-article.html", route => route.FulfillAsync(new RouteFulfillOptions { Body = example, ContentType = "text/html" }));
        await page.GotoAsync("/my-article.html");
        var (state, titles) = (page.Locator("output"), page.GetByRole(AriaRole.Listitem));

        await page.GetByLabel("Your article").FillAsync(Article);
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Generate titles" }).ClickAsync();
        pieces.Pass();
        await Expect(titles.First).ToContainTextAsync("The");
        await Expect(state).ToHaveTextAsync("Generating titles…");
        pieces.Open();
        finish.Open();
        await Expect(state).ToHaveTextAsync("Done!");
        await Expect(titles).ToHaveTextAsync(["The First", "The Second", "The Third"]);
        await page.GetByLabel("Your article").FillAsync(Refused);
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Generate titles" }).ClickAsync();

        await Expect(state).ToContainTextAsync("The AI service refused this site's access.");
        Assert.InRange(example.Count(character => character is '\n'), 20, MostLines);
    }

    [GeneratedRegex("```html\n(?<html>.*?)```", RegexOptions.Singleline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Example();
}
