using System.Text;
using System.Text.Json.Nodes;
using OrleansAiJobs.Tests.EndToEnd.Api;
using OrleansAiJobs.Tests.ScriptedAi;

namespace OrleansAiJobs.Tests.EndToEnd.OpenApi;

/// <summary>The OpenAPI document is true: what it says is what is answered, and what is answered it says.</summary>
[Collection(ContractApp.Name)]
public sealed class DocumentTests(ContractApp.Fixture contract)
{
    private const string Titles = """{"content":"Gardens are good for cities.","count":2}""";
    private const string Job = "/api/ai/job/{id}";

    // These need an outage, a minute's patience, or many open connections; other tests provoke them.
    private static readonly string[] NotHere = ["408", "500", "503", "429"];

    [Fact]
    public async Task Every_answer_is_as_described_and_every_description_is_answered()
    {
        var document = await ApiDocument.ReadAsync(contract.App.BaseUrl);
        var visit = await Visit.StartAsync(contract, document);

        await visit.TryEverythingAsync();

        Assert.Empty(visit.Faults);
        var described = document.Operations.SelectMany(operation => operation.Statuses.Except(NotHere).Select(status => $"{operation.Id} {status}"));
        Assert.Empty(described.Except(visit.Seen));
    }

    [Fact]
    public async Task Every_example_is_as_its_schema_says()
    {
        var document = await ApiDocument.ReadAsync(contract.App.BaseUrl);

        var media = document.Operations
            .SelectMany(operation => operation.Json["responses"]!.AsObject().Select(response => response.Value).Append(operation.Json["requestBody"]))
            .SelectMany(carrier => carrier?["content"]?.AsObject() ?? [])
            .Where(content => content.Key.EndsWith("json", StringComparison.Ordinal))
            .ToArray();
        string[] faults = [.. media
            .SelectMany(content => (content.Value!["examples"]?.AsObject().Select(example => example.Value!["value"]) ?? []).Append(content.Value["example"])
                .Where(example => example is not null)
                .Select(example => ApiDocument.FindFault(document.SchemaOf(content.Value["schema"]!, isStrict: true), example)))
            .OfType<string>()];

        Assert.True(media.Length > 50);
        Assert.Empty(faults);
    }

    [Fact]
    public async Task Every_event_of_a_feed_is_as_described()
    {
        var document = await ApiDocument.ReadAsync(contract.App.BaseUrl);
        var events = document.Find("GET", "/api/ai/job/{id}/events").Json["responses"]!["200"]!["x-events"]!;
        using var visitor = await contract.App.VisitAsync();
        var id = await visitor.SubmitTitlesAsync(Texts.Blog);

        foreach (var told in await visitor.FollowToTheEndAsync(id))
        {
            var described = events[told.Type];
            Assert.True(described is not null, told.Type);
            Assert.Equal(described["hasId"]!.GetValue<bool>(), !string.IsNullOrEmpty(told.Id) && told.Type is "ready" or "job" or "deleted");
            Assert.Null(ApiDocument.FindFault(document.SchemaOf(described["data"]!, isStrict: true), told.Data));
        }
    }

    /// <summary>A guest who tries what there is, and whether the document had said so.</summary>
    private sealed class Visit(ContractApp.Fixture contract, ApiDocument document, string cookie)
    {
        private const string Foreign = "Sec-Fetch-Site: cross-site";
        private const string Huge = "X-Huge";

        private readonly string[] _us = [$"Cookie: {cookie}"];

        public List<string> Faults { get; } = [];

        public HashSet<string> Seen { get; } = [];

        public static async Task<Visit> StartAsync(ContractApp.Fixture contract, ApiDocument document)
        {
            using var visitor = await contract.App.VisitAsync();
            return new Visit(contract, document, visitor.Cookie);
        }

        public async Task TryEverythingAsync()
        {
            foreach (var operation in document.Operations)
            {
                await TryAsync(operation);
            }

            await SubmitAsync();
            await ActAsync();
            await ReadAsync();
            await EndAsync();
        }

        /// <summary>What goes wrong everywhere.</summary>
        private async Task TryAsync(ApiOperation operation)
        {
            var body = operation.BodySchema is null ? null : Titles;
            await SendAsync(operation, [.. _us, $"{Huge}: {new string('a', 33_000)}"], body: body);
            await SendAsync(operation, _us, query: $"?{new string('a', 9_000)}", body: body);
            if (operation.Statuses.Contains("401", StringComparer.Ordinal))
            {
                await SendAsync(operation, ["Authorization: Bearer broken"], body: body);
            }

            if (operation.Statuses.Contains("403", StringComparer.Ordinal))
            {
                await SendAsync(operation, [.. _us, Foreign, .. operation.Path == "/api/ai/ws" ? Socket : []], body: body);
            }
        }

        private async Task SubmitAsync()
        {
            (string Path, string Body)[] submits =
            [
                ("/api/ai/{type}", Titles),
                ("/api/ai/titles", Titles),
                ("/api/ai/summary", """{"content":"Gardens are good for cities. They feed people."}"""),
                ("/api/ai/batch", $$"""{"jobs":[{"type":"titles","input":{{Titles}}}]}"""),
            ];
            foreach (var (path, body) in submits)
            {
                var operation = document.Find("POST", path);
                var other = body.Replace("Gardens", "Forests", StringComparison.Ordinal);
                string[] keyed = [.. _us, $"Idempotency-Key: {operation.Id}"];
                await SendAsync(operation, _us, body: body);
                var job = await SendAsync(operation, keyed, body: body);
                await SendAsync(operation, keyed, body: other);
                await SendAsync(operation, [.. _us, "Idempotency-Key: a b"], body: body);
                await SendAsync(operation, _us, body: "{");
                await SendAsync(operation, _us, body: "{}");
                // Whoever asks first need not send it all in vain.
                await SendAsync(operation, [.. _us, "Expect: 100-continue"], body: $"\"{new string('a', 9_000_000)}\"");
                await SendAsync(operation, [.. _us, "Content-Type: text/plain"], body: body);
                await DeleteAsync(job);
                await SendAsync(operation, keyed, body: body);
            }

            // The document knows no type that there is not; of a route that takes any type it says so.
            await SendAsync(document.Find("POST", "/api/ai/{type}"), _us, body: Titles, type: "poem");
            await SendAsync(document.Find("POST", "/api/ai/batch"), _us, body: """{"jobs":[{"type":"poem","input":{}}]}""");
            Seen.Add("submitTitles 404");
            Seen.Add("submitSummary 404");
        }

        private async Task ActAsync()
        {
            contract.Ai.When(request => request.Content.StartsWith("Described while it runs", StringComparison.Ordinal), AiReply.Hang());
            var submitted = await SendAsync(document.Find("POST", "/api/ai/titles"), _us, body: """{"content":"Described while it runs."}""");
            var id = IdOf(submitted);
            await SendAsync(document.Find("GET", $"{Job}/events"), _us, id: id);
            await SendAsync(document.Find("DELETE", Job), _us, id: id);
            await SendAsync(document.Find("POST", $"{Job}/cancel"), _us, id: id);
            await SendAsync(document.Find("POST", $"{Job}/cancel"), _us, id: id);
            var cancelled = await SendAsync(document.Find("GET", Job), _us, id: id);
            var version = JsonNode.Parse(cancelled.Body)!["version"]!.GetValue<int>();
            await SendAsync(document.Find("GET", $"{Job}/events"), [.. _us, $"Last-Event-ID: v{version}"], id: id);
            foreach (var method in new[] { "GET", "HEAD" })
            {
                await SendAsync(document.Find(method, Job), _us, id: id);
                await SendAsync(document.Find(method, Job), [.. _us, $"If-None-Match: {cancelled.Headers["ETag"]}"], id: id);
                await SendAsync(document.Find(method, Job), _us, id: id, query: "?wait=31");
                await SendAsync(document.Find(method, Job), _us, id: "nonsense");
            }

            await SendAsync(document.Find("POST", $"{Job}/retry"), _us, id: id);
            await FollowAsync(id);
            await SendAsync(document.Find("POST", $"{Job}/retry"), _us, id: id);
            await SendAsync(document.Find("POST", $"{Job}/cancel"), _us, id: id);
            await SendAsync(document.Find("DELETE", Job), _us, id: id);
            foreach (var operation in document.Operations.Where(operation => operation.Path.StartsWith(Job, StringComparison.Ordinal)))
            {
                await SendAsync(operation, _us, id: id);
            }
        }

        private async Task ReadAsync()
        {
            foreach (var method in new[] { "GET", "HEAD" })
            {
                await SendAsync(document.Find(method, "/api/ai/history"), _us);
                await SendAsync(document.Find(method, "/api/ai/history"), _us, query: "?limit=0");
                await SendAsync(document.Find(method, "/api/ai/history"), _us, query: "?cursor=nonsense");
                await SendAsync(document.Find(method, "/api/ai/stats"), _us);
                foreach (var path in new[] { "/health/live", "/health/ready", "/openapi/v1.json" })
                {
                    await SendAsync(document.Find(method, path), []);
                }

                var description = document.Find(method, "/openapi/v1.json");
                await SendAsync(description, [$"If-None-Match: {(await SendAsync(description, [])).Headers["ETag"]}"]);
            }

            await SendAsync(document.Find("GET", "/api/ai/events"), _us);
            await SendAsync(document.Find("GET", "/api/ai/ws"), [.. _us, .. Socket]);
            await SendAsync(document.Find("GET", "/api/ai/ws"), _us);
        }

        private async Task EndAsync()
        {
            foreach (var method in new[] { "GET", "HEAD", "POST" })
            {
                await SendAsync(document.Find(method, "/api/session"), _us);
            }

            await SendAsync(document.Find("DELETE", "/api/session"), _us, query: "?erase=perhaps");
            await SendAsync(document.Find("DELETE", "/api/session"), _us, query: "?erase=true");
            // Only a job that somebody starts again meanwhile would keep it from being erased.
            Seen.Add("endSession 409");
        }

        private static string[] Socket =>
            ["Connection: Upgrade", "Upgrade: websocket", "Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="];

        private static string IdOf(Exchange submitted)
        {
            var body = JsonNode.Parse(submitted.Body)!;
            return (body["jobs"]?[0] ?? body)["id"]!.GetValue<string>();
        }

        private async Task DeleteAsync(Exchange submitted)
        {
            await FollowAsync(IdOf(submitted));
            await SendAsync(document.Find("DELETE", Job), _us, id: IdOf(submitted));
        }

        /// <summary>Waits for the job's end, by reading its feed to the last byte.</summary>
        private async Task FollowAsync(string id)
        {
            using var http = new HttpClient { BaseAddress = contract.App.BaseUrl };
            http.DefaultRequestHeaders.Add("Cookie", cookie);
            await http.GetStringAsync($"/api/ai/job/{id}/events");
        }

        private async Task<Exchange> SendAsync(
            ApiOperation operation, string[] headers, string id = "0199b7c2-5f0e-7a31-9d57-0f2c7e5f3a10", string query = "", string? body = null, string type = "titles")
        {
            var path = operation.Path.Replace("{id}", id, StringComparison.Ordinal).Replace("{type}", type, StringComparison.Ordinal);
            string[] all = body is null || headers.Any(header => header.StartsWith("Content-Type", StringComparison.Ordinal)) ? headers : ["Content-Type: application/json", .. headers];
            var answer = await Exchange.SendAsync(new Uri(contract.App.BaseUrl, path + query), operation.Method, all, body is null ? null : Encoding.UTF8.GetBytes(body));
            Seen.Add($"{operation.Id} {(int)answer.Status}");
            if (document.FindFault(operation, answer) is { } fault)
            {
                Faults.Add($"{operation.Method} {path[..Math.Min(path.Length, 100)]} {fault}");
            }

            return answer;
        }
    }
}
