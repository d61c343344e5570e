using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using OrleansAiJobs.Tests.EndToEnd.Api;

namespace OrleansAiJobs.Tests.EndToEnd;

/// <summary>Users of existing sites come with bearer tokens.</summary>
[Collection(ContractApp.Name)]
public sealed class TokenTests(ContractApp.Fixture contract)
{
    [Fact]
    public async Task A_token_acts_for_its_subject_whichever_token_it_is()
    {
        using var alice = ApiClient.WithToken(contract.App.BaseUrl, Token.For("alice"));
        using var aliceAgain = ApiClient.WithToken(contract.App.BaseUrl, Token.For("alice", TimeSpan.FromMinutes(5)));
        using var bob = ApiClient.WithToken(contract.App.BaseUrl, Token.For("bob"));

        var id = await alice.SubmitTitlesAsync(Texts.Blog);
        await aliceAgain.FollowToTheEndAsync(id);

        Assert.Equal("completed", (await alice.JobAsync(id))["status"]!.GetValue<string>());
        Assert.Equal(HttpStatusCode.NotFound, (await bob.SendAsync(HttpMethod.Get, $"/api/ai/job/{id}")).Status);
        Assert.Equal(
            (await alice.GetAsync("/api/session"))["userId"]!.GetValue<string>(),
            (await aliceAgain.GetAsync("/api/session"))["userId"]!.GetValue<string>());
    }

    public static TheoryData<string, string> BadTokens => new()
    {
        { "malformed", "nonsense" },
        { "of three parts", "a.b.c" },
        { "expired", Token.For("alice", TimeSpan.FromSeconds(-1)) },
        { "of another issuer", Token.For("alice", issuer: "https://evil.example") },
        { "for another audience", Token.For("alice", audience: "other") },
        { "signed by another key", Token.For("alice", key: RandomNumberGenerator.GetBytes(32)) },
        { "not signed", Token.For("alice", algorithm: "none") },
        { "of nobody", Token.For(subject: null) },
        { "of an empty name", Token.For("") },
    };

    [Theory]
    [MemberData(nameof(BadTokens), DisableDiscoveryEnumeration = true)]
    public async Task A_bad_token_is_refused_even_beside_a_good_cookie(string what, string token)
    {
        using var guest = await contract.App.VisitAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/ai/history") { Headers = { Authorization = new AuthenticationHeaderValue("Bearer", token) } };

        using var answer = await guest.Http.SendAsync(request);

        Assert.True(answer.StatusCode == HttpStatusCode.Unauthorized, $"A token {what} got {answer.StatusCode}.");
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal("Bearer", answer.Headers.WwwAuthenticate.Single().Scheme);
    }

    [Fact]
    public async Task A_token_starts_no_session_and_ends_none()
    {
        using var guest = await contract.App.VisitAsync();
        var token = new AuthenticationHeaderValue("Bearer", Token.For("carol"));
        using var start = new HttpRequestMessage(HttpMethod.Post, "/api/session") { Headers = { Authorization = token } };
        using var end = new HttpRequestMessage(HttpMethod.Delete, "/api/session") { Headers = { Authorization = token } };

        using var started = await guest.Http.SendAsync(start);
        using var ended = await guest.Http.SendAsync(end);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.NoContent), (started.StatusCode, ended.StatusCode));
        Assert.All([started, ended], answer => Assert.False(answer.Headers.Contains("Set-Cookie")));
    }

    [Fact]
    public async Task A_feed_ends_with_its_token()
    {
        using var caller = ApiClient.WithToken(contract.App.BaseUrl, Token.For("dora", TimeSpan.FromSeconds(3)));
        var watch = Stopwatch.StartNew();

        var events = 0;
        await foreach (var _ in caller.FollowAsync("/api/ai/events"))
        {
            events++;
        }

        Assert.True(events > 0);
        Assert.InRange(watch.Elapsed, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(10));
        Assert.Equal(HttpStatusCode.Unauthorized, (await caller.SendAsync(HttpMethod.Get, "/api/ai/history")).Status);
    }
}
