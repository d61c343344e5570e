using System.Net;
using System.Text.RegularExpressions;
using OrleansAiJobs.Tests.EndToEnd.Api;

namespace OrleansAiJobs.Tests.EndToEnd;

/// <summary>Every address, for everybody who may come.</summary>
[Collection(ContractApp.Name)]
public sealed partial class AccessTests(ContractApp.Fixture contract)
{
    private const string Job = "/api/ai/job/{id}";
    private const string Titles = """{"content":"Gardens are good for cities."}""";

    // What the owner of a completed job gets. The order matters: the last ones end what the others need.
    private static readonly (string Method, string Path, string? Body, int Owner)[] Endpoints =
    [
        ("GET", "/api/session", null, 200),
        ("POST", "/api/session", null, 200),
        ("POST", "/api/ai/titles", Titles, 202),
        ("POST", "/api/ai/batch", """{"jobs":[{"type":"titles","input":{"content":"Gardens."}}]}""", 202),
        ("GET", Job, null, 200),
        ("HEAD", Job, null, 200),
        ("GET", $"{Job}/events", null, 200),
        ("POST", $"{Job}/cancel", null, 409),
        ("POST", $"{Job}/retry", null, 409),
        ("GET", "/api/ai/history", null, 200),
        ("GET", "/api/ai/stats", null, 200),
        ("GET", "/api/ai/events", null, 200),
        ("GET", "/api/ai/ws", null, 101),
        ("DELETE", Job, null, 204),
        ("DELETE", "/api/session", null, 204),
    ];

    [Fact]
    public async Task Nobody_may_start_and_end_a_session_and_nothing_else() => await CheckAsync(
        _ => [],
        (method, path, owner) => path == "/api/session" && method != "GET" ? owner : 401);

    [Theory]
    [InlineData("a broken token", false)]
    [InlineData("a broken token", true)]
    [InlineData("an expired token", false)]
    [InlineData("an expired token", true)]
    public async Task A_bad_token_is_refused_everywhere_with_and_without_a_good_cookie(string what, bool cookieToo)
    {
        var token = what == "an expired token" ? Token.For("alice", TimeSpan.FromMinutes(-1)) : "broken";

        await CheckAsync(cookie => [$"Authorization: Bearer {token}", .. cookieToo ? [cookie] : Array.Empty<string>()], (_, _, _) => 401);
    }

    [Fact]
    public async Task The_owner_may_do_everything() => await CheckAsync(cookie => [cookie], (_, _, owner) => owner);

    [Fact]
    public async Task Another_user_finds_no_job_there()
    {
        var (stranger, _) = await VisitAsync();

        await CheckAsync(_ => [stranger], (_, path, owner) => path.StartsWith(Job, StringComparison.Ordinal) ? 404 : owner);
    }

    [Theory]
    [InlineData("Sec-Fetch-Site: cross-site")]
    [InlineData("Sec-Fetch-Site: same-site")]
    [InlineData("Sec-Fetch-Site: ")]
    [InlineData("Origin: https://evil.example")]
    [InlineData("Origin: null")]
    [InlineData($"Origin: {ContractApp.OtherSite}")]
    public async Task A_cookie_that_another_site_made_a_browser_send_may_only_read(string header) => await CheckAsync(
        cookie => [cookie, header],
        (method, path, owner) => method is "GET" or "HEAD" && path != "/api/ai/ws" ? owner : 403);

    [Theory]
    [InlineData("Sec-Fetch-Site: same-origin", "Origin: https://evil.example")]
    [InlineData("Sec-Fetch-Site: none", "Accept: */*")]
    public async Task A_cookie_that_our_own_page_sends_may_do_everything(string header, string other) =>
        await CheckAsync(cookie => [cookie, header, other], (_, _, owner) => owner);

    [Fact]
    public async Task Anothers_job_one_that_never_was_and_a_malformed_id_are_answered_with_the_same_bytes()
    {
        var (_, id) = await VisitAsync();
        var (stranger, own) = await VisitAsync();

        foreach (var (method, path, body, _) in Endpoints.Where(endpoint => endpoint.Path.StartsWith(Job, StringComparison.Ordinal)))
        {
            var answers = new List<string>();
            foreach (var asked in new[] { id, Guid.CreateVersion7().ToString(), Guid.Empty.ToString(), "nonsense", own[..^1], $"{own}0" })
            {
                var answer = await SendAsync(method, path.Replace("{id}", asked, StringComparison.Ordinal), [stranger], body);
                Assert.True(answer.Status == HttpStatusCode.NotFound, $"{method} {path} of {asked}: {answer}");
                var headers = answer.Headers.Where(header => header.Key != "Date").OrderBy(header => header.Key, StringComparer.Ordinal);
                answers.Add($"{TraceId().Replace(answer.Body, "")}\n{string.Join('\n', headers)}");
            }

            Assert.Single(answers.Distinct(StringComparer.Ordinal));
        }
    }

    /// <param name="headersWith">Gives the caller's headers, of which one may be the owner's cookie.</param>
    /// <param name="expected">What the caller gets, given method, path and what the owner would get.</param>
    private async Task CheckAsync(Func<string, string[]> headersWith, Func<string, string, int, int> expected)
    {
        var (cookie, id) = await VisitAsync();
        List<string> wrong = [];
        foreach (var (method, path, body, owner) in Endpoints)
        {
            var answer = await SendAsync(method, path.Replace("{id}", id, StringComparison.Ordinal), headersWith(cookie), body);
            var should = expected(method, path, owner);
            if ((int)answer.Status != should || ((int)answer.Status >= 400 && answer.Code is null && method != "HEAD"))
            {
                wrong.Add($"{method} {path}: {answer} instead of {should}");
            }
        }

        Assert.Empty(wrong);
    }

    private Task<Exchange> SendAsync(string method, string path, string[] headers, string? body)
    {
        var url = new Uri(contract.App.BaseUrl, path);
        string[] all = path == "/api/ai/ws"
            ? [.. headers, "Connection: Upgrade", "Upgrade: websocket", "Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="]
            : headers;
        return body is null ? Exchange.SendAsync(url, method, all) : Exchange.SendAsync(url, method, all, body);
    }

    /// <summary>A guest with a completed job.</summary>
    private async Task<(string Cookie, string Job)> VisitAsync()
    {
        using var visitor = await contract.App.VisitAsync();
        var id = await visitor.SubmitTitlesAsync(Texts.Blog);
        await visitor.FollowToTheEndAsync(id);
        return ($"Cookie: {visitor.Cookie}", id);
    }

    [GeneratedRegex("\"traceId\":\"[^\"]*\"", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex TraceId();
}
