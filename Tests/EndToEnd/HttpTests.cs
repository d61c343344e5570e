using System.Globalization;
using System.Net.Sockets;
using System.Text;
using OrleansAiJobs.Tests.EndToEnd.Api;

namespace OrleansAiJobs.Tests.EndToEnd;

/// <summary>What a client may send at all, and what it is told when it sends something else.</summary>
[Collection(ContractApp.Name)]
public sealed class HttpTests(ContractApp.Fixture contract)
{
    private const string Job = "/api/ai/job/0199b7c2-5f0e-7a31-9d57-0f2c7e5f3a10";

    public static TheoryData<string, string, string> Bodies => new()
    {
        { "application/json; charset=bogus", "{}", "415 unsupported_media_type" },
        { "application/json; charset=utf-16", "{}", "415 unsupported_media_type" },
        { "text/plain", "{}", "415 unsupported_media_type" },
        { "application/json", "", "400 malformed_json" },
        { "application/json", " ", "400 malformed_json" },
        { "application/json", "{", "400 malformed_json" },
        { "application/json", """{"content":"a","content":"b"}""", "400 malformed_json" },
        { "application/json", """{"content":"a\u0000b"}""", "400 malformed_json" },
        { "application/json", """{"content":"a\ud800b"}""", "400 malformed_json" },
        { "application/json", """{"content":"a\udc00\ud800b"}""", "400 malformed_json" },
        { "application/json", $"{new string('[', 1000)}{new string(']', 1000)}", "400 malformed_json" },
        { "application/json", $$"""{"content":{{string.Concat(Enumerable.Repeat("""{"a":""", 60))}}1{{new string('}', 60)}}}""", "400 malformed_json" },
        { "application/json", """{"content":"a","count":NaN}""", "400 malformed_json" },
        { "application/json", $$"""{"content":"a","count":1{{new string('0', 400)}}}""", "400 validation_failed" },
        { "application/json", """{"content":"a","count":1e999999999}""", "400 validation_failed" },
        { "application/json", """{"content":"a","count":"7"}""", "400 validation_failed" },
        { "application/json", """{"content":"a","count":-0}""", "400 validation_failed" },
        { "application/json", """{"content":7}""", "400 validation_failed" },
        { "application/json", "[]", "400 validation_failed" },
        { "application/json", $$"""{"content":"{{new string('x', 1_100_000)}}"}""", "413 too_large" },
        { "application/json", $$"""{"content":"{{new string('x', 100_001)}}"}""", "400 validation_failed" },
    };

    [Theory]
    [MemberData(nameof(Bodies), DisableDiscoveryEnumeration = true)]
    public async Task A_body_that_is_no_input_is_refused_by_its_code(string contentType, string body, string expected)
    {
        using var visitor = await contract.App.VisitAsync();

        var answer = await SendAsync("POST", "/api/ai/titles", [$"Cookie: {visitor.Cookie}", $"Content-Type: {contentType}"], body);

        Assert.Equal(expected, answer.ToString());
    }

    [Fact]
    public async Task Bytes_that_are_no_UTF_8_are_refused()
    {
        using var visitor = await contract.App.VisitAsync();
        string[] headers = [$"Cookie: {visitor.Cookie}", "Content-Type: application/json"];
        var url = new Uri(contract.App.BaseUrl, "/api/ai/titles");

        var notUtf8 = await Exchange.SendAsync(url, "POST", headers, [.. "{\"content\":\"a"u8, 0xFF, .. "\"}"u8]);
        var rawNul = await Exchange.SendAsync(url, "POST", headers, "{\"content\":\"a\0\"}"u8.ToArray());

        Assert.Equal(("400 malformed_json", "400 malformed_json"), (notUtf8.ToString(), rawNul.ToString()));
    }

    [Theory]
    [InlineData("PUT", "/api/ai/titles", "POST")]
    [InlineData("GET", "/api/ai/titles", "POST")]
    [InlineData("GET", "/api/ai/batch", "POST")]
    [InlineData("POST", "/api/ai/history", "GET, HEAD")]
    [InlineData("POST", "/api/ai/stats", "GET, HEAD")]
    [InlineData("POST", "/api/ai/events", "GET")]
    [InlineData("HEAD", "/api/ai/events", "GET")]
    [InlineData("POST", "/api/ai/ws", "GET")]
    [InlineData("POST", Job, "DELETE, GET, HEAD")]
    [InlineData("GET", $"{Job}/cancel", "POST")]
    [InlineData("GET", $"{Job}/retry", "POST")]
    [InlineData("POST", $"{Job}/events", "GET")]
    [InlineData("PUT", "/api/session", "DELETE, GET, HEAD, POST")]
    [InlineData("POST", "/health/ready", "GET, HEAD")]
    public async Task An_address_says_which_methods_it_answers(string method, string path, string allowed)
    {
        using var visitor = await contract.App.VisitAsync();

        var answer = await SendAsync(method, path, [$"Cookie: {visitor.Cookie}", "Accept: text/event-stream"]);

        Assert.Equal((405, allowed, "application/problem+json"), ((int)answer.Status, answer.Headers["Allow"], answer.Headers["Content-Type"]));
    }

    [Theory]
    [InlineData("/nope")]
    [InlineData("/api/nope")]
    [InlineData("/api/ai/job/nonsense")]
    [InlineData("/api/ai/job/..%2f..%2fetc%2fpasswd")]
    [InlineData("/api/ai/job/0199b7c2-5f0e-7a31-9d57-0f2c7e5f3a10/nope")]
    public async Task Where_nothing_is_a_problem_says_so_whatever_is_accepted(string path)
    {
        using var visitor = await contract.App.VisitAsync();

        foreach (var accept in new[] { "*/*", "text/event-stream", "text/html", "image/png" })
        {
            var answer = await SendAsync("GET", path, [$"Cookie: {visitor.Cookie}", $"Accept: {accept}"]);

            Assert.Equal("404 not_found", answer.ToString());
        }
    }

    [Fact]
    public async Task Refusals_are_judged_in_one_order()
    {
        using var visitor = await contract.App.VisitAsync();
        var cookie = $"Cookie: {visitor.Cookie}";
        const string Foreign = "Sec-Fetch-Site: cross-site";

        Assert.Equal("401 unauthenticated", (await SendAsync("POST", "/api/ai/poem", [Foreign], "{")).ToString());
        Assert.Equal("403 cross_origin", (await SendAsync("POST", "/api/ai/poem", [cookie, Foreign], "{")).ToString());
        Assert.Equal("400 malformed_json", (await SendAsync("POST", "/api/ai/poem", [cookie], "{")).ToString());
        Assert.Equal("404 unknown_job_type", (await SendAsync("POST", "/api/ai/poem", [cookie], "{}")).ToString());
        Assert.Equal("400 invalid_parameter", (await SendAsync("GET", $"{Job}?wait=99", [cookie])).ToString());
    }

    [Fact]
    public async Task Another_site_is_let_in_with_a_token_only_and_may_read_refusals()
    {
        string[] preflight =
        [
            $"Origin: {ContractApp.OtherSite}",
            "Access-Control-Request-Method: POST",
            "Access-Control-Request-Headers: authorization,content-type,idempotency-key,last-event-id,if-none-match",
        ];

        var asked = await SendAsync("OPTIONS", "/api/ai/titles", preflight);
        var accepted = await SendAsync(
            "POST", "/api/ai/titles", [preflight[0], $"Authorization: Bearer {Token.For("erin")}"], """{"content":"Gardens."}""");
        var refused = await SendAsync("GET", "/api/ai/history", [preflight[0], "Authorization: Bearer x"]);
        var nowhere = await SendAsync("GET", "/api/nope", [preflight[0]]);
        var stranger = await SendAsync("OPTIONS", "/api/ai/titles", ["Origin: https://evil.example", preflight[1]]);

        Assert.Equal((204, ContractApp.OtherSite), ((int)asked.Status, asked.Headers["Access-Control-Allow-Origin"]));
        Assert.Equal("Authorization,Content-Type,Idempotency-Key,Last-Event-ID,If-None-Match", asked.Headers["Access-Control-Allow-Headers"]);
        Assert.Equal("GET,HEAD,POST,DELETE", asked.Headers["Access-Control-Allow-Methods"]);
        Assert.Equal(("202 ", "401 unauthenticated", "404 not_found"), (accepted.ToString(), refused.ToString(), nowhere.ToString()));
        Assert.All([accepted, refused, nowhere], answer => Assert.Equal(
            (ContractApp.OtherSite, "Location,ETag,Retry-After"),
            (answer.Headers["Access-Control-Allow-Origin"], answer.Headers["Access-Control-Expose-Headers"])));
        Assert.All([asked, accepted, refused, nowhere, stranger], answer => Assert.DoesNotContain("Access-Control-Allow-Credentials", answer.Headers.Keys));
        Assert.DoesNotContain("Access-Control-Allow-Origin", stranger.Headers.Keys);
    }

    [Fact]
    public async Task Behind_a_known_proxy_that_ends_TLS_the_cookie_is_secure_and_browsers_are_held_to_https()
    {
        string[] forwarded = ["Host: jobs.example", "X-Forwarded-Proto: https", "X-Forwarded-For: 192.0.2.1"];

        var secure = await SendAsync("POST", "/api/session", forwarded);
        var error = await SendAsync("GET", "/nope", forwarded);
        var here = await SendAsync("GET", "/nope", forwarded[1..]);
        var plain = await SendAsync("POST", "/api/session", forwarded[..1]);

        Assert.Contains("; secure", secure.Headers["Set-Cookie"], StringComparison.OrdinalIgnoreCase);
        Assert.All([secure, error], answer => Assert.Equal("max-age=31536000", answer.Headers["Strict-Transport-Security"]));
        Assert.All([here, plain], answer => Assert.DoesNotContain("Strict-Transport-Security", answer.Headers.Keys));
        Assert.DoesNotContain("; secure", plain.Headers["Set-Cookie"], StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Whoever_sends_a_body_too_slowly_is_told_and_cut_off()
    {
        using var visitor = await contract.App.VisitAsync();
        using var client = new TcpClient();
        await client.ConnectAsync(contract.App.BaseUrl.Host, contract.App.BaseUrl.Port);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(
            $"POST /api/ai/titles HTTP/1.1\r\nHost: {contract.App.BaseUrl.Authority}\r\nCookie: {visitor.Cookie}\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{{"));

        using var reader = new StreamReader(stream);
        using var patience = new CancellationTokenSource(ApiClient.Patience);
        var answer = await reader.ReadToEndAsync(patience.Token);

        Assert.StartsWith("HTTP/1.1 408 ", answer, StringComparison.Ordinal);
        Assert.Contains("application/problem+json", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Cookie: ai-jobs-session=broken", "application/json", 401)]
    [InlineData("Accept: */*", "text/plain", 415)]
    [InlineData("Accept: */*", "application/json", 413)]
    public async Task A_large_body_that_is_refused_does_not_take_the_next_request_down_with_it(string header, string contentType, int expected)
    {
        using var visitor = await contract.App.VisitAsync();
        using var client = new TcpClient();
        await client.ConnectAsync(contract.App.BaseUrl.Host, contract.App.BaseUrl.Port);
        var stream = client.GetStream();
        var cookie = header.StartsWith("Cookie", StringComparison.Ordinal) ? "" : $"Cookie: {visitor.Cookie}\r\n";
        await stream.WriteAsync(Encoding.ASCII.GetBytes(
            $"POST /api/ai/titles HTTP/1.1\r\nHost: {contract.App.BaseUrl.Authority}\r\n{cookie}{header}\r\nContent-Type: {contentType}\r\nContent-Length: 1200000\r\n\r\n"));
        await stream.WriteAsync(new byte[1_200_000]);
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"GET /health/live HTTP/1.1\r\nHost: {contract.App.BaseUrl.Authority}\r\nConnection: close\r\n\r\n"));

        using var reader = new StreamReader(stream);
        using var patience = new CancellationTokenSource(ApiClient.Patience);
        var answers = (await reader.ReadToEndAsync(patience.Token)).Split("HTTP/1.1 ", StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal([expected, 200], answers.Select(answer => int.Parse(answer[..3], CultureInfo.InvariantCulture)));
    }

    [Fact]
    public async Task Headers_and_addresses_without_end_are_refused_in_words_unless_they_are_too_much_even_for_that()
    {
        var heavy = await SendAsync("GET", "/api/session", [$"X-Long: {new string('a', 33_000)}"]);
        var address = await SendAsync("GET", $"/api/session?{new string('a', 9_000)}", []);
        var many = await SendAsync("GET", "/api/session", [.. Enumerable.Range(0, 100).Select(n => $"X-{n}: a")]);
        var @long = await SendAsync("GET", "/api/session", [$"X-Long: {new string('a', 100_000)}"]);

        Assert.Equal(("431 headers_too_large", "431 headers_too_large"), (many.ToString(), heavy.ToString()));
        Assert.Equal(("414 uri_too_long", "431 "), (address.ToString(), @long.ToString()));
    }

    private Task<Exchange> SendAsync(string method, string path, string[] headers, string? body = null) => Exchange.SendAsync(
        new Uri(contract.App.BaseUrl, path),
        method,
        body is null || headers.Any(header => header.StartsWith("Content-Type", StringComparison.Ordinal)) ? headers : ["Content-Type: application/json", .. headers],
        body is null ? null : Encoding.UTF8.GetBytes(body));
}
