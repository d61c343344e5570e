using OrleansAiJobs.Grains.JobTypes.Local;

namespace OrleansAiJobs.Tests.Unit.JobTypes.Local;

public sealed class TextOutlineTests
{
    [Fact]
    public void Markdown_falls_into_headings_paragraphs_and_items_without_its_marks()
    {
        const string Content = """
            The **title**
            =============

            A paragraph with [a link](https://example.com/x), `code` and ![an image](x.png)
            that is wrapped[^1] over _two_ lines.

            ## Part *one* ##
            - first item
              goes on here
            - [x] second item
            1. third item

            ```
            var code = "is left out";
            ```
            > A quote.

            | a | b |
            |---|---|
            | c | d |
            """;

        Assert.Equal(
            [
                "Heading: The title",
                "Paragraph: A paragraph with a link, code and that is wrapped over two lines.",
                "Heading: Part one",
                "Item: first item goes on here",
                "Item: second item",
                "Item: third item",
                "Paragraph: A quote.",
                "Item: a, b",
                "Item: c, d",
            ],
            Blocks(Content));
    }

    [Fact]
    public void Html_falls_into_the_same_blocks_and_only_real_tags_are_dropped()
    {
        const string Content = """
            <html><head><title>Page</title><style>p { color: red }</style></head><body><!-- note -->
            <h1 class="x">Big &amp; bold</h1><p>A <b>bold</b> word,<br>List&lt;int&gt; and 1 &lt; 2.</p>
            <ul><li>one</li><li>two</li></ul><script>alert("<p>")</script></body></html>
            """;

        Assert.Equal(
            ["Heading: Page", "Heading: Big & bold", "Paragraph: A bold word, List<int> and 1 < 2.", "Item: one", "Item: two"],
            Blocks(Content));
        Assert.Equal(["Paragraph: A List<string> is generic, and 1 < 2 > 0 &amp; so on."], Blocks("A List<string> is generic, and 1 < 2 > 0 &amp; so on."));
    }

    [Fact]
    public void Plain_text_shows_its_headings_by_their_length_and_its_lists_by_their_lines()
    {
        const string Content = """
            How to make tea

            Tea needs hot water and a little time, and the leaves want room to unfold, so a big
            pot is better than a small one.

            You need:
            Green tea
            Fresh water
            A pot

            Enjoy!
            """;

        Assert.Equal(
            [
                "Heading: How to make tea",
                "Paragraph: Tea needs hot water and a little time, and the leaves want room to unfold, so a big pot is better than a small one.",
                "Heading: You need",
                "Item: Green tea",
                "Item: Fresh water",
                "Heading: A pot",
                "Heading: Enjoy!",
            ],
            Blocks(Content));
    }

    [Theory]
    [InlineData("```\nonly code\n```")]
    [InlineData("<br>")]
    [InlineData("***")]
    [InlineData("# ")]
    public void What_is_nothing_but_markup_is_taken_as_text(string content)
    {
        var block = Assert.Single(TextOutline.Read(content));

        Assert.NotEmpty(block.Text);
    }

    private static IEnumerable<string> Blocks(string content) =>
        TextOutline.Read(content).Select(block => $"{block.Kind}: {block.Text}");
}
