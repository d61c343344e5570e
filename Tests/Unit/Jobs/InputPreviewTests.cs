using System.Text.Json;
using OrleansAiJobs.Grains.Jobs;

namespace OrleansAiJobs.Tests.Unit.Jobs;

public sealed class InputPreviewTests
{
    [Fact]
    public void A_short_input_is_its_own_preview()
    {
        var input = """{"content":"short","count":5}""";

        Assert.Same(input, InputPreview.Of(input));
    }

    [Fact]
    public void A_long_content_is_cut_to_200_characters_and_the_rest_stays()
    {
        var preview = InputPreview.Of(Input(new string('ä', 300)));

        using var json = JsonDocument.Parse(preview);
        Assert.Equal(new string('ä', 200), json.RootElement.GetProperty("content").GetString());
        Assert.Equal(7, json.RootElement.GetProperty("count").GetInt32());
    }

    [Fact]
    public void A_surrogate_pair_is_never_cut_in_two()
    {
        var preview = InputPreview.Of(Input(new string('a', 199) + "😀" + new string('b', 100)));

        using var json = JsonDocument.Parse(preview);
        Assert.Equal(new string('a', 199), json.RootElement.GetProperty("content").GetString());
    }

    [Fact]
    public void An_input_without_content_stays_whole()
    {
        var input = JsonSerializer.Serialize(new { question = new string('q', 500) });

        Assert.Same(input, InputPreview.Of(input));
    }

    private static string Input(string content) => JsonSerializer.Serialize(new { content, count = 7 });
}
