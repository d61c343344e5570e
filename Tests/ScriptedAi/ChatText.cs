using System.Text.Json;
using System.Text.RegularExpressions;

namespace OrleansAiJobs.Tests.ScriptedAi;

/// <summary>One message of a request.</summary>
public sealed partial record ChatText(string Role, string Text)
{
    internal static ChatText Read(JsonElement message) =>
        new(message.GetProperty("role").GetString() ?? "", ReadContent(message.GetProperty("content")));

    internal static string WithoutDelimiters(string text)
    {
        var match = Delimited().Match(text);
        return match.Success ? match.Groups["content"].Value : text;
    }

    private static string ReadContent(JsonElement content) => content.ValueKind switch
    {
        JsonValueKind.String => content.GetString() ?? "",
        JsonValueKind.Array => string.Concat(content.EnumerateArray()
            .Where(part => part.TryGetProperty("text", out _))
            .Select(part => part.GetProperty("text").GetString())),
        _ => "",
    };

    [GeneratedRegex(@"\A<(?<name>[\w-]+)>\n(?<content>.*)\n</\k<name>>\z", RegexOptions.Singleline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Delimited();
}
