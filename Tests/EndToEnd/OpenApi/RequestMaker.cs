using System.Text;
using System.Text.Json.Nodes;

namespace OrleansAiJobs.Tests.EndToEnd.OpenApi;

/// <summary>Makes requests at random: the document says what would be good, and that is kept or broken in one place.</summary>
internal sealed class RequestMaker(ApiDocument document, Random random)
{
    private readonly ValueMaker _values = new(random);
    private readonly BodyMaker _bodies = new(document, random);
    private readonly ApiOperation[] _operations = [.. document.Operations];
    private string _cookie = "";
    private string _job = "";

    /// <summary>From now on for this visitor, who has that job.</summary>
    public void Begin(string cookie, string job) => (_cookie, _job) = (cookie, job);

    public FuzzRequest Next()
    {
        // Bodies have the most to get wrong.
        var withBody = random.Next(2) == 0;
        var operation = withBody ? _values.Pick(_operations.Where(one => one.BodySchema is not null).ToArray()) : _values.Pick(_operations);
        List<string> faults = [];
        List<string> headers = [];
        var target = operation.Path;
        StringBuilder query = new();
        foreach (var parameter in operation.Parameters)
        {
            AddParameter(parameter, ref target, query, headers, faults);
        }

        var isStranger = random.Next(20) == 0 && NeedsUser(operation);
        headers.AddRange(isStranger ? _values.BadIdentity() : [$"Cookie: {_cookie}"]);
        if (isStranger)
        {
            faults.Add("nobody may");
        }

        if (operation.Path == "/api/ai/ws" && random.Next(2) == 0)
        {
            headers.AddRange(["Connection: Upgrade", "Upgrade: websocket", "Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="]);
        }
        else if (operation.Path == "/api/ai/ws")
        {
            faults.Add("it is no WebSocket");
        }

        headers.AddRange(_values.Noise());
        var body = operation.BodySchema is null ? null : _bodies.Make(operation, headers, faults);
        return new FuzzRequest(operation, $"{target}{query}", headers, body, faults.Count == 0 ? null : string.Join(" and ", faults));
    }

    private static bool NeedsUser(ApiOperation operation) =>
        operation.Statuses.Contains("401", StringComparer.Ordinal) && operation.Path != "/api/session";

    private void AddParameter(JsonObject parameter, ref string target, StringBuilder query, List<string> headers, List<string> faults)
    {
        var name = parameter["name"]!.GetValue<string>();
        var place = parameter["in"]!.GetValue<string>();
        if (place == "path")
        {
            var isKnown = name == "id" && random.Next(2) == 0;
            var value = isKnown ? _job : name == "id" ? _values.BadId() : _values.UnknownType();
            if (!isKnown)
            {
                faults.Add($"there is no such {name}");
            }

            target = target.Replace($"{{{name}}}", Uri.EscapeDataString(value), StringComparison.Ordinal);
            return;
        }

        if (random.Next(3) != 0)
        {
            return;
        }

        var text = _values.Parameter(name, parameter["schema"]!.AsObject());
        if (ApiDocument.FindFault(document.SchemaOf(parameter["schema"]!, isStrict: true), ValueMaker.AsJson(text, parameter["schema"]!)) is { } fault && IsChecked(name))
        {
            faults.Add($"{name} is wrong: {fault}");
        }
        else if (name == "cursor" || (name == "type" && !ValueMaker.KnownTypes.Contains(text)))
        {
            faults.Add($"there is no such {name}");
        }

        if (place == "header")
        {
            headers.Add($"{name}: {text}");
        }
        else
        {
            query.Append(query.Length == 0 ? '?' : '&').Append(name).Append('=').Append(Uri.EscapeDataString(text));
        }
    }

    // What any text will do for.
    private static bool IsChecked(string name) => name is not ("If-None-Match" or "Last-Event-ID" or "after");
}
