using System.Text;
using System.Text.Json;
using OrleansAiJobs.WebFrontend.Http;

namespace OrleansAiJobs.Tests.Unit.Http;

/// <summary>Random texts near the border of JSON, judged a second time in another, slower way.</summary>
public sealed class JsonCheckFuzzTests
{
    private static readonly string[] Seeds =
    [
        """{"content":"Orleans is a framework.","count":5,"tone":null}""",
        """{"a":{"b":[1,2.5e3,-0,true,{"c":"\ud83d\ude00 \\ \u00e9 é 😀"}]},"d":"\"","e":[[],{}]}""",
        """[{"a":1,"b":2},{"a":"x","\u0062":"y"},"\\u0000",null]""",
    ];

    private static readonly byte[][] Pieces =
    [
        .. new[]
        {
            "\\ud83d", "\\ude00", "\\u0000", "\\u0061", "\\", "\"", "\"a\":1,", "{\"a\":", "[", "]", "}", ",", ":", "é", "😀", "\n", "//", "1e999",
        }.Select(Encoding.UTF8.GetBytes),
        [0], [0xFF], [0xED, 0xA0, 0x80], [0xC3], [0xEF, 0xBB, 0xBF],
    ];

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Any_text_gets_the_verdict_of_a_strict_parser_and_nothing_is_thrown(int seed)
    {
        var random = new Random(seed);
        var accepted = 0;

        for (var i = 0; i < 20_000; i++)
        {
            var json = Mutate(Encoding.UTF8.GetBytes(Seeds[i % Seeds.Length]), random);
            var fault = JsonCheck.FindFault(json);

            Assert.True(IsStrictJson(json) == fault is null, $"{fault} {Convert.ToHexString(json)} {Encoding.UTF8.GetString(json)}");
            Assert.True(fault is null or { Line: >= 1, Byte: >= 1 }, $"{fault}");
            accepted += fault is null ? 1 : 0;
        }

        Assert.InRange(accepted, 1_000, 19_000);
    }

    private static byte[] Mutate(byte[] json, Random random)
    {
        var bytes = json.ToList();
        for (var i = random.Next(1, 4); i > 0; i--)
        {
            var at = random.Next(bytes.Count + 1);
            switch (random.Next(4))
            {
                case 0:
                    bytes.InsertRange(at, Pieces[random.Next(Pieces.Length)]);
                    break;
                case 1:
                    bytes.RemoveRange(at, Math.Min(random.Next(1, 8), bytes.Count - at));
                    break;
                case 2 when at < bytes.Count:
                    bytes[at] = (byte)random.Next(256);
                    break;
                default:
                    var from = random.Next(bytes.Count + 1);
                    bytes.InsertRange(at, bytes.GetRange(from, Math.Min(random.Next(1, 20), bytes.Count - from)));
                    break;
            }
        }

        return [.. bytes];
    }

    private static bool IsStrictJson(byte[] json)
    {
        try
        {
            var options = new JsonDocumentOptions { AllowDuplicateProperties = false, MaxDepth = JsonCheck.MaxDepth };
            using var document = JsonDocument.Parse(Strict.GetString(json), options);
            return Strings(document.RootElement).All(text => !text.Contains('\0', StringComparison.Ordinal));
        }
        catch (Exception e) when (e is JsonException or DecoderFallbackException or InvalidOperationException)
        {
            // The last is what reading half a surrogate pair raises.
            return false;
        }
    }

    private static IEnumerable<string> Strings(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => [element.GetString()!],
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Strings),
        JsonValueKind.Object => element.EnumerateObject().SelectMany(member => Strings(member.Value).Prepend(member.Name)),
        _ => [],
    };
}
