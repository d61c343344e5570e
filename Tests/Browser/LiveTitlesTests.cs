using System.Text.RegularExpressions;
using OrleansAiJobs.Tests.Browser.Site;
using OrleansAiJobs.Tests.ScriptedAi;
using static Microsoft.Playwright.Assertions;

namespace OrleansAiJobs.Tests.Browser;

public sealed partial class LiveTitlesTests(Website website) : PageTest(website)
{
    private const string Story = "The lighthouse keeper of Farne wrote down every ship for forty years.";

    // Cut into three equal pieces, each ends with the end of a title.
    private const string Answer = """{"titles":["Forty Years of Every Ship","The Keeper Who Counted Every Last Sail","A Light, a Logbook and Grey Waves"]}""";

    [Fact]
    public async Task Titles_appear_line_by_line_while_they_are_being_written_and_Done_comes_without_a_reload()
    {
        var (first, piece, finish) = (new Gate(), new Gate(), new Gate());
        Reply(to: Story, AiReply.Says(Answer) with { Gate = first, Chunks = 3, ChunkGate = piece, FinishGate = finish });
        var page = await OpenPageAsync();
        await Expect(page.Empty).ToBeVisibleAsync();
        await page.KeepScreenshotAsync("empty");
        await page.Page.GetByLabel("How many titles").SelectOptionAsync("3");

        var card = await page.AskForTitlesAsync(Story);
        await Expect(card.Note).ToHaveTextAsync(WaitingOrGenerating());
        await first.Reached;
        await Expect(card.Note).ToContainTextAsync("Generating titles…");
        await page.KeepScreenshotAsync("running");
        var height = (await card.Element.BoundingBoxAsync())!.Height;
        first.Open();
        piece.Pass();
        await Expect(card.Title(1)).ToHaveTextAsync("Forty Years of Every Ship");
        await Expect(card.Title(2)).ToBeEmptyAsync();
        piece.Pass();
        await Expect(card.Title(2)).ToHaveTextAsync("The Keeper Who Counted Every Last Sail");
        await Expect(card.Title(3)).ToBeEmptyAsync();
        await Expect(card.State).ToHaveTextAsync("Working");
        await page.KeepScreenshotAsync("running-two-titles");
        piece.Pass();
        await Expect(card.Title(3)).ToHaveTextAsync("A Light, a Logbook and Grey Waves");
        finish.Open();

        await Expect(card.State).ToHaveTextAsync("Done");
        await Expect(card.Note).ToContainTextAsync("Done!");
        await Expect(card.Titles).ToHaveTextAsync(
            ["Forty Years of Every Ship", "The Keeper Who Counted Every Last Sail", "A Light, a Logbook and Grey Waves"]);
        Assert.Equal(1, page.Loads);
        Assert.Equal(height, (await card.Element.BoundingBoxAsync())!.Height);
        await page.KeepScreenshotAsync("done");
    }

    [Fact]
    public async Task One_can_go_on_writing_and_start_a_second_job_while_the_first_one_runs()
    {
        const string Second = "A second story, written while the first one was still waiting for its titles.";
        var gate = new Gate();
        Reply(to: "While this runs", new AiReply { FinishGate = gate });
        var page = await OpenPageAsync();
        var running = await page.AskForTitlesAsync("While this runs, the visitor goes on.");
        await gate.Reached;

        await page.Text.ClearAsync();
        await page.Text.PressSequentiallyAsync(Second);
        await Expect(page.Text).ToHaveValueAsync(Second);
        await Expect(page.Page.Locator("#count")).ToHaveTextAsync($"{Second.Length} of 100,000 characters");
        await page.Summarize.ClickAsync();

        await Expect(page.Card(Second).State).ToHaveTextAsync("Done");
        await Expect(running.State).ToHaveTextAsync("Working");
        await page.KeepScreenshotAsync("one-running-one-done");
        gate.Open();
        await Expect(running.State).ToHaveTextAsync("Done");
    }

    [GeneratedRegex("^(?:Waiting…|Generating titles…)", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex WaitingOrGenerating();
}
