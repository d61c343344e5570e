using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace OrleansAiJobs.Tests.EndToEnd.OpenApi;

/// <summary>Makes bodies at random: by their schema, off it in one member, or no JSON that the contract takes.</summary>
internal sealed class BodyMaker(ApiDocument document, Random random)
{
    private const int TooDeep = 40;
    private const int TooLarge = 1_100_000;

    private readonly ValueMaker _values = new(random);

    /// <param name="operation">What takes it.</param>
    /// <param name="headers">Gets those of the body.</param>
    /// <param name="faults">Gets why the body must be refused.</param>
    public byte[] Make(ApiOperation operation, List<string> headers, List<string> faults)
    {
        var good = document.MakeBySchema(operation.BodySchema!, Leaf);
        headers.Add(ContentType(faults));
        if (random.Next(4) == 0)
        {
            return Break(good, faults);
        }

        if (random.Next(2) == 0)
        {
            good = Spoil(good);
        }

        if (ApiDocument.FindFault(document.SchemaOf(operation.BodySchema!, isStrict: false), good) is { } fault)
        {
            faults.Add($"the body is off its schema: {fault}");
        }

        return Encoding.UTF8.GetBytes(Write(good));
    }

    // Not the characters that a writer escapes to be sure: browsers send them as they are.
    private static string Write(JsonNode? body) => body?.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }) ?? "null";

    private string ContentType(List<string> faults)
    {
        if (random.Next(15) != 0)
        {
            return _values.Pick(["Content-Type: application/json", "Content-Type: application/json; charset=utf-8", "Content-Type: APPLICATION/JSON;charset=\"UTF-8\""]);
        }

        faults.Add("the media type is wrong");
        return _values.Pick(["Content-Type: text/plain", "Content-Type: application/json; charset=bogus", "Content-Type: application/x-www-form-urlencoded", "Content-Type: nonsense", "Content-Type: application/jsonx"]);
    }

    /// <summary>Most leaves are good; which are not, the schema finds.</summary>
    private JsonNode? Leaf(string name, JsonNode schema)
    {
        var word = schema["enum"]?.AsArray();
        if (word is not null)
        {
            return JsonValue.Create(_values.Pick([.. word])!.GetValue<string>());
        }

        return name switch
        {
            "content" => $"{_values.Text()} Gardens.",
            "tone" => "playful",
            "language" => _values.Language(),
            "type" => _values.UnknownType(),
            "count" => random.Next(1, 11),
            "maxWords" => random.Next(10, 501),
            _ => new JsonObject { ["anything"] = _values.Text() },
        };
    }

    /// <summary>Puts something else into one place.</summary>
    private JsonNode? Spoil(JsonNode? body)
    {
        if (body is not JsonObject whole || random.Next(10) == 0)
        {
            return Something();
        }

        var at = whole;
        if (whole["jobs"] is JsonArray { Count: > 0 } jobs && random.Next(4) != 0)
        {
            at = jobs[random.Next(jobs.Count)]!.AsObject();
            at = at["input"] is JsonObject input && random.Next(2) == 0 ? input : at;
        }

        var name = at.Count == 0 || random.Next(10) == 0 ? "unknown" : _values.Pick([.. at.Select(member => member.Key)]);
        if (random.Next(4) == 0)
        {
            at.Remove(name);
        }
        else
        {
            at[name] = Something();
        }

        return body;
    }

    private JsonNode? Something() => random.Next(9) switch
    {
        0 => null,
        1 => true,
        2 => new JsonArray(),
        3 => new JsonObject(),
        4 => new JsonArray([.. Enumerable.Range(0, 101).Select(_ => new JsonObject { ["type"] = "titles", ["input"] = new JsonObject { ["content"] = "x" } })]),
        5 => random.Next(-5, 600),
        6 => JsonNode.Parse(_values.Pick(["5.0", "1.5", "1e1", "-0", "2147483648"])),
        _ => _values.Text(),
    };

    private byte[] Break(JsonNode? good, List<string> faults)
    {
        var text = Write(good);
        var (why, body) = random.Next(11) switch
        {
            0 => ("it is empty", ""),
            1 => ("it is cut off", text[..random.Next(text.Length)]),
            2 => ("something follows", $"{text}{{}}"),
            3 => ("a member occurs twice", $"{{\"a\":1,\"\\u0061\":2,{text[1..]}"),
            4 => ("it holds U+0000", $"{{\"x\":\"a\\u0000b\",{text[1..]}"),
            5 => ("it holds half of a surrogate pair", $"{{\"x\":\"\\ud800\",{text[1..]}"),
            6 => ("it is too deep", $"{{\"x\":{new string('[', TooDeep)}{new string(']', TooDeep)},{text[1..]}"),
            7 => ("it has a comment", $"{{/* */{text[1..]}"),
            8 when good is JsonObject { Count: > 0 } && good["anything"] is null => ("a count is beyond everything", $"{{\"content\":\"a\",\"count\":1e{random.Next(400, 999_999).ToString(CultureInfo.InvariantCulture)},\"maxWords\":1e999,\"jobs\":1e999}}"),
            9 when good?["jobs"] is null => ("it is too large", $"{text}{new string(' ', TooLarge)}"),
            _ => ("it is not UTF-8", ""),
        };
        faults.Add(why);
        return body.Length == 0 && why != "it is empty" ? [.. "{\"content\":\"a"u8, 0xC3, 0x28, .. "\"}"u8] : Encoding.UTF8.GetBytes(body);
    }
}
