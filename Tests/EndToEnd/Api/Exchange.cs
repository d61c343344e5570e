using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace OrleansAiJobs.Tests.EndToEnd.Api;

/// <summary>One request just as it is written, without cookies of its own, and what came back.</summary>
internal sealed record Exchange
{
    private static readonly HttpClient Http = new(new SocketsHttpHandler { UseCookies = false, UseProxy = false, AllowAutoRedirect = false });

    public required HttpStatusCode Status { get; init; }

    /// <summary>Of the body, when it is a problem.</summary>
    public string? Code { get; init; }

    public required string Body { get; init; }

    public required IReadOnlyDictionary<string, string> Headers { get; init; }

    /// <param name="url">Where to.</param>
    /// <param name="method">The method.</param>
    /// <param name="headers">As "Name: value"; of the body, too.</param>
    /// <param name="body">Null for none. Of a feed only the beginning of the answer is read.</param>
    public static async Task<Exchange> SendAsync(Uri url, string method, IEnumerable<string> headers, byte[]? body = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), url) { Content = body is null ? null : new ByteArrayContent(body) };
        foreach (var header in headers)
        {
            var (name, value) = (header[..header.IndexOf(':', StringComparison.Ordinal)], header[(header.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim());
            if (!request.Headers.TryAddWithoutValidation(name, value))
            {
                request.Content?.Headers.TryAddWithoutValidation(name, value);
            }
        }

        using var answer = await Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        var isFeed = answer.Content.Headers.ContentType?.MediaType == "text/event-stream" || answer.StatusCode == HttpStatusCode.SwitchingProtocols;
        var text = isFeed ? "" : await answer.Content.ReadAsStringAsync();
        return new Exchange
        {
            Status = answer.StatusCode,
            Body = text,
            Code = answer.Content.Headers.ContentType?.MediaType == "application/problem+json" && text.Length > 0 ? JsonNode.Parse(text)?["code"]?.GetValue<string>() : null,
            Headers = answer.Headers.Concat(answer.Content.Headers)
                .ToDictionary(header => header.Key, header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase),
        };
    }

    public static Task<Exchange> SendAsync(Uri url, string method, IEnumerable<string> headers, string json) =>
        SendAsync(url, method, ["Content-Type: application/json", .. headers], Encoding.UTF8.GetBytes(json));

    public override string ToString() => $"{(int)Status} {Code}";
}
