using System.Text.Encodings.Web;
using System.Text.Json;
using OrleansAiJobs.Grains.Jobs;

namespace OrleansAiJobs.Tests.Unit.Jobs;

public sealed class InputPreviewTests
{
    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

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

    [Fact]
    public void However_a_content_is_written_its_first_200_characters_are_shown_and_everything_else_stays()
    {
        string[] pieces = ["a", "\"", "\\", "\n", "/", "ä", "語", "😀", "\\u0041"];
        var random = new Random(1);
        for (var round = 0; round < 1000; round++)
        {
            var content = string.Concat(Enumerable.Range(0, random.Next(120, 260)).Select(_ => pieces[random.Next(pieces.Length)]));

            var input = JsonSerializer.Serialize(new { tone = "dry", content, count = 7 }, round % 2 == 0 ? Relaxed : JsonSerializerOptions.Default);
            using var json = JsonDocument.Parse(InputPreview.Of(input));

            var shown = content.Length <= 200 ? content : content[..(char.IsHighSurrogate(content[199]) ? 199 : 200)];
            Assert.Equal(shown, json.RootElement.GetProperty("content").GetString());
            Assert.Equal(("dry", 7), (json.RootElement.GetProperty("tone").GetString(), json.RootElement.GetProperty("count").GetInt32()));
        }
    }

    private static string Input(string content) => JsonSerializer.Serialize(new { content, count = 7 });
}
