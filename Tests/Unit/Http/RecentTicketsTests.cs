using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Time.Testing;
using OrleansAiJobs.WebFrontend.Auth;

namespace OrleansAiJobs.Tests.Unit.Http;

public sealed class RecentTicketsTests : IDisposable
{
    private const string Cookie = "cookie";

    private readonly FakeTimeProvider _time = new();
    private readonly CountingFormat _inner = new();
    private readonly MemoryCache _cache;
    private readonly RecentTickets _tickets;

    public RecentTicketsTests()
    {
        _cache = new MemoryCache(new MemoryCacheOptions { SizeLimit = RecentTickets.Most, Clock = new Clock(_time) });
        _tickets = new RecentTickets(_inner, _cache);
    }

    public void Dispose() => _cache.Dispose();

    [Fact]
    public void A_cookie_is_decrypted_once_for_the_requests_of_a_minute()
    {
        Assert.Equal(Cookie, NameIn(_tickets.Unprotect(Cookie)));
        _time.Advance(TimeSpan.FromSeconds(59));
        Assert.Equal(Cookie, NameIn(_tickets.Unprotect(Cookie)));
        Assert.Equal(1, _inner.Reads);

        _time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(Cookie, NameIn(_tickets.Unprotect(Cookie)));
        Assert.Equal(2, _inner.Reads);
    }

    [Fact]
    public void Each_request_has_a_ticket_of_its_own()
    {
        var one = _tickets.Unprotect(Cookie)!;
        one.Principal.AddIdentity(new ClaimsIdentity("another"));
        one.Properties.IsPersistent = true;

        var two = _tickets.Unprotect(Cookie)!;
        Assert.Single(two.Principal.Identities);
        Assert.False(two.Properties.IsPersistent);
    }

    [Fact]
    public void What_is_no_cookie_of_ours_is_asked_about_each_time()
    {
        Assert.Null(_tickets.Unprotect(CountingFormat.Foreign));
        Assert.Null(_tickets.Unprotect(CountingFormat.Foreign));
        Assert.Null(_tickets.Unprotect(null));
        Assert.Equal(3, _inner.Reads);
    }

    [Fact]
    public void A_cookie_for_another_purpose_is_not_taken_for_the_one_that_is_remembered()
    {
        _tickets.Unprotect(Cookie);
        Assert.Null(_tickets.Unprotect(Cookie, "another"));
    }

    [Fact]
    public void No_more_are_kept_than_there_is_room_for()
    {
        for (var i = 0; i < RecentTickets.Most + 10; i++)
        {
            Assert.NotNull(_tickets.Unprotect($"cookie {i}"));
        }

        Assert.InRange(_cache.Count, 1, RecentTickets.Most);
    }

    private static string? NameIn(AuthenticationTicket? ticket) => ticket?.Principal.FindFirst("name")?.Value;

    private sealed class Clock(TimeProvider time) : Microsoft.Extensions.Internal.ISystemClock
    {
        public DateTimeOffset UtcNow => time.GetUtcNow();
    }

    private sealed class CountingFormat : ISecureDataFormat<AuthenticationTicket>
    {
        public const string Foreign = "foreign";

        public int Reads { get; private set; }

        public string Protect(AuthenticationTicket data) => throw new NotSupportedException();

        public string Protect(AuthenticationTicket data, string? purpose) => throw new NotSupportedException();

        public AuthenticationTicket? Unprotect(string? protectedText) => Unprotect(protectedText, null);

        public AuthenticationTicket? Unprotect(string? protectedText, string? purpose)
        {
            Reads++;
            return protectedText is null or Foreign || purpose is not null
                ? null
                : new AuthenticationTicket(new ClaimsPrincipal(new ClaimsIdentity([new Claim("name", protectedText)], "test")), "test");
        }
    }
}
