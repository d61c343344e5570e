using System.Buffers;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.ServerSentEvents;
using System.Net.WebSockets;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using OrleansAiJobs.Client;

namespace OrleansAiJobs.Tests.EndToEnd.Api;

/// <summary>A visitor's browser, as far as HTTP goes: one cookie, one user.</summary>
internal sealed class ApiClient : IDisposable
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly CookieContainer _cookies;

    private ApiClient(Uri baseUrl, CookieContainer cookies)
    {
        _cookies = cookies;
        Http = new HttpClient(new SocketsHttpHandler { CookieContainer = cookies, UseProxy = false }) { BaseAddress = baseUrl };
    }

    public HttpClient Http { get; }

    /// <summary>The same visitor by the client for .NET, which repeats what a cluster in trouble refuses.</summary>
    public IAiJobsClient Client => new AiJobsClient(Http, new AiJobsClientOptions { Patience = Patience });

    /// <summary>As its header carries it, for those who speak HTTP by themselves.</summary>
    public string Cookie => _cookies.GetCookieHeader(Http.BaseAddress!);

    public static async Task<ApiClient> OpenSessionAsync(Uri baseUrl)
    {
        var client = new ApiClient(baseUrl, new CookieContainer());
        using var answer = await client.Http.PostAsync("/api/session", null);
        answer.EnsureSuccessStatusCode();
        return client;
    }

    /// <summary>A caller who shows that token, and has no cookie.</summary>
    public static ApiClient WithToken(Uri baseUrl, string token)
    {
        var client = new ApiClient(baseUrl, new CookieContainer());
        client.Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    /// <summary>The same visitor at another address: the process was started again.</summary>
    public ApiClient At(Uri baseUrl)
    {
        var cookies = new CookieContainer();
        cookies.Add(baseUrl, _cookies.GetCookies(Http.BaseAddress!));
        return new ApiClient(baseUrl, cookies);
    }

    public async Task<string> SubmitTitlesAsync(string content, int count = 3)
    {
        using var answer = await Http.PostAsJsonAsync("/api/ai/titles", new { content, count });
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        var job = await JsonAsync(answer);
        Assert.Equal($"/api/ai/job/{job["id"]}", answer.Headers.Location?.ToString());
        return job["id"]!.GetValue<string>();
    }

    /// <summary>Repeated with the same key for as long as the cluster is not up to it.</summary>
    public async Task<string> SubmitRepeatedlyAsync(string content)
    {
        using var patience = new CancellationTokenSource(Patience);
        return (await Client.SubmitAsync("titles", new { content, count = 3 }, cancellationToken: patience.Token)).Id.ToString("D");
    }

    /// <summary>Null when the answer is 503.</summary>
    public async Task<string?> TrySubmitSummaryAsync(string content, int maxWords)
    {
        using var answer = await Http.PostAsJsonAsync("/api/ai/summary", new { content, maxWords });
        if (answer.StatusCode == HttpStatusCode.ServiceUnavailable)
        {
            return null;
        }

        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        return (await JsonAsync(answer))["id"]!.GetValue<string>();
    }

    public async Task<Guid> UserIdAsync() => (await GetAsync("/api/session"))["userId"]!.GetValue<Guid>();

    public async Task<JsonNode> JobAsync(string id)
    {
        using var answer = await Http.GetAsync($"/api/ai/job/{id}");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await JsonAsync(answer);
    }

    public async Task<JsonNode> GetAsync(string path)
    {
        using var answer = await Http.GetAsync(path);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await JsonAsync(answer);
    }

    public async Task<(HttpStatusCode Status, JsonNode? Body)> SendAsync(HttpMethod method, string path)
    {
        using var request = new HttpRequestMessage(method, path);
        using var answer = await Http.SendAsync(request);
        return (answer.StatusCode, answer.Content.Headers.ContentLength is 0 ? null : await JsonAsync(answer));
    }

    /// <summary>Any request with a JSON body; headers as "Name: value".</summary>
    public async Task<(HttpStatusCode Status, JsonNode? Body)> PostAsync(string path, object body, params string[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) };
        foreach (var header in headers)
        {
            var colon = header.IndexOf(':', StringComparison.Ordinal);
            request.Headers.TryAddWithoutValidation(header[..colon], header[(colon + 1)..].Trim());
        }

        using var answer = await Http.SendAsync(request);
        return (answer.StatusCode, answer.Content.Headers.ContentLength is 0 ? null : await JsonAsync(answer));
    }

    /// <summary>Follows a feed until the caller stops reading, the feed ends or the patience does.</summary>
    public async IAsyncEnumerable<FeedEvent> FollowAsync(
        string path, string? lastEventId = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var patience = new CancellationTokenSource(Patience);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (lastEventId is not null)
        {
            request.Headers.Add("Last-Event-ID", lastEventId);
        }

        using var answer = await Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
        Assert.Equal("text/event-stream", answer.Content.Headers.ContentType?.MediaType);
        await using var stream = await answer.Content.ReadAsStreamAsync(either.Token);
        await foreach (var item in SseParser.Create(stream).EnumerateAsync(either.Token))
        {
            yield return new FeedEvent(item.EventType, item.EventId, JsonNode.Parse(item.Data)!);
        }
    }

    /// <summary>A socket of the feed, from the cursor on.</summary>
    public async Task<ClientWebSocket> OpenSocketAsync(
        Action<ClientWebSocketOptions>? configure = null, string? after = null, CancellationToken cancellationToken = default)
    {
        var socket = new ClientWebSocket();
        socket.Options.Cookies = _cookies;
        configure?.Invoke(socket.Options);
        using var patience = new CancellationTokenSource(Patience);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        var address = new UriBuilder(Http.BaseAddress!) { Scheme = "ws", Path = "/api/ai/ws", Query = after is null ? "" : $"after={after}" };
        try
        {
            await socket.ConnectAsync(address.Uri, either.Token);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Follows all of the user's jobs by a socket until the caller stops reading or the patience ends.</summary>
    public async IAsyncEnumerable<FeedEvent> FollowSocketAsync(
        string? after = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var patience = new CancellationTokenSource(Patience);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        using var socket = await OpenSocketAsync(after: after, cancellationToken: either.Token);
        var buffer = new ArrayBufferWriter<byte>();
        while (true)
        {
            var received = await socket.ReceiveAsync(buffer.GetMemory(4096), either.Token);
            if (received.MessageType == WebSocketMessageType.Close)
            {
                break;
            }

            buffer.Advance(received.Count);
            if (received.EndOfMessage)
            {
                var message = JsonNode.Parse(buffer.WrittenSpan)!;
                buffer.ResetWrittenCount();
                yield return new FeedEvent(message["event"]!.GetValue<string>(), message["id"]?.GetValue<string>(), message["data"]!);
            }
        }
    }

    /// <summary>Follows one job to its end and gives what the feed said, the last event being the terminal one.</summary>
    public async Task<IReadOnlyList<FeedEvent>> FollowToTheEndAsync(string id)
    {
        List<FeedEvent> events = [];
        try
        {
            await foreach (var e in FollowAsync($"/api/ai/job/{id}/events"))
            {
                events.Add(e);
            }
        }
        catch (OperationCanceledException e)
        {
            var told = string.Join('\n', events.Select(told => $"{told.Type} {told.Id} {told.Data.ToJsonString()}"));
            throw new TimeoutException($"Job {id} has not ended within {Patience}; it is\n{await JobAsync(id)}\nand the feed told\n{told}", e);
        }

        return events;
    }

    /// <summary>Follows all of the user's jobs until so many are terminal; gives the newest state of each.</summary>
    public async Task<IReadOnlyDictionary<string, JsonNode>> FollowUntilTerminalAsync(int count)
    {
        var jobs = new Dictionary<string, JsonNode>();
        await foreach (var e in FollowAsync("/api/ai/events"))
        {
            if (e.Type == "job")
            {
                jobs[e.Data["id"]!.GetValue<string>()] = e.Data;
            }

            if (jobs.Values.Count(job => job["terminal"]!.GetValue<bool>()) == count)
            {
                break;
            }
        }

        return jobs;
    }

    public void Dispose() => Http.Dispose();

    private static async Task<JsonNode> JsonAsync(HttpResponseMessage answer) =>
        JsonNode.Parse(await answer.Content.ReadAsStringAsync()) ?? throw new InvalidOperationException("The answer is null.");
}
