using OrleansAiJobs.Tests.Apps;
using OrleansAiJobs.Tests.Browser.Site;
using static Microsoft.Playwright.Assertions;

namespace OrleansAiJobs.Tests.Browser;

public sealed class ComposeTests(Website website) : PageTest(website)
{
    [Fact]
    public async Task On_a_first_visit_without_a_key_a_sample_text_is_one_click_away_and_the_page_says_who_answers()
    {
        await using var app = await EmbeddedApp.StartAsync();
        var visitor = await ArriveAsync(app);
        // Of the feed that ends with the server.
        visitor.ExpectComplaints("net::ERR_");
        var page = await visitor.OpenPageAsync();
        await Expect(page.Page.GetByText("local engine: no key configured")).ToBeVisibleAsync();
        await Expect(page.Page.GetByText("The local engine ignores these: it keeps the text’s own words.")).ToBeVisibleAsync();

        await page.Button("Try it with a sample text").ClickAsync();
        await Expect(page.GenerateTitles).ToBeFocusedAsync();
        await page.Page.Keyboard.PressAsync("Enter");

        var card = page.Card("The last night train to the coast");
        await Expect(card.State).ToHaveTextAsync("Done");
        await Expect(card.Note).ToContainTextAsync("local engine");
        await Expect(card.Title(5)).Not.ToBeEmptyAsync();
        await page.KeepScreenshotAsync("sample-text-local-engine");
    }

    [Fact]
    public async Task A_dropped_text_file_is_opened_what_was_there_can_be_had_back_and_other_files_are_refused()
    {
        var page = await OpenPageAsync();
        await page.Text.FillAsync("What was typed before.");

        await DropAsync(page, "notes.md", "# Notes\n\nGrüße aus Köln.", type: "");
        await Expect(page.Text).ToHaveValueAsync("# Notes\n\nGrüße aus Köln.");
        await Expect(page.Page.Locator("#notice")).ToContainTextAsync("Opened “notes.md”.");
        await page.Button("Undo").ClickAsync();
        await Expect(page.Text).ToHaveValueAsync("What was typed before.");
        await DropAsync(page, "plain.txt", "A plain text.", type: "text/plain");
        await Expect(page.Text).ToHaveValueAsync("A plain text.");
        await DropAsync(page, "photo.png", "no text", type: "image/png");

        await Expect(page.Page.Locator("#content-error")).ToHaveTextAsync("“photo.png” is not a text file. Open a .txt or .md file, or paste the text.");
        await Expect(page.Text).ToHaveValueAsync("A plain text.");
        await page.KeepScreenshotAsync("wrong-file");
    }

    [Fact]
    public async Task A_text_is_counted_while_it_is_typed_and_one_that_is_too_long_is_not_sent()
    {
        var page = await OpenPageAsync();
        var count = page.Page.Locator("#count");
        await Expect(count).ToHaveTextAsync("Up to 100,000 characters");

        await page.Text.PressSequentiallyAsync("Ten signs!");
        await Expect(count).ToHaveTextAsync("10 of 100,000 characters");
        await page.Text.FillAsync(new string('x', 100_001));
        await page.GenerateTitles.ClickAsync();

        await Expect(page.Page.Locator("#content-error")).ToHaveTextAsync("That is 1 character too long. Shorten it, or send it in parts.");
        await Expect(page.Text).ToBeFocusedAsync();
        await Expect(JobsPage.CardsOf(page.Now)).ToHaveCountAsync(0);
    }

    private static async Task DropAsync(JobsPage page, string name, string content, string type) => await page.Page.EvaluateAsync(
        """
        ({ name, content, type }) => {
          const dataTransfer = new DataTransfer();
          dataTransfer.items.add(new File([content], name, { type }));
          const form = document.getElementById('compose');
          for (const step of ['dragenter', 'dragover', 'drop']) {
            form.dispatchEvent(new DragEvent(step, { dataTransfer, bubbles: true, cancelable: true }));
          }
        }
        """,
        new { name, content, type });
}
