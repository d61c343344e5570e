using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using OrleansAiJobs.WebFrontend.Auth;
using OrleansAiJobs.WebFrontend.Http;
using OrleansAiJobs.WebFrontend.Limits;

namespace OrleansAiJobs.Tests.Unit.Limits;

public sealed class CallerLimitsTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void Every_user_has_their_own_limit_and_the_refusal_its_headers()
    {
        using var limits = Create(submits: 3, addresses: 100);
        var user = Guest();
        limits.AskToSubmit(From("192.0.2.1"), user, 2);
        _time.Advance(TimeSpan.FromSeconds(10));
        var context = From("192.0.2.1");

        var refused = limits.AskToSubmit(context, user, 2);
        var problem = refused.Refuse(context);

        Assert.False(refused.IsGranted);
        Assert.Same(Problems.RateLimited, problem.Kind);
        Assert.Equal("50", context.Response.Headers.RetryAfter);
        Assert.Equal("\"submits\";q=3;w=60", context.Response.Headers["RateLimit-Policy"]);
        Assert.Equal("\"submits\";r=1;t=50", context.Response.Headers["RateLimit"]);
        Assert.True(limits.AskToSubmit(From("192.0.2.1"), Guest(), 3).IsGranted);
    }

    [Fact]
    public void Guests_share_the_limit_of_their_address_and_others_do_not()
    {
        using var limits = Create(submits: 3, addresses: 4);
        Assert.True(limits.AskToEnter(From("192.0.2.1")).IsGranted);
        Assert.True(limits.AskToSubmit(From("192.0.2.1"), Guest(), 3).IsGranted);
        var guest = Guest();

        Assert.False(limits.AskToEnter(From("192.0.2.1")).IsGranted);
        Assert.False(limits.AskToSubmit(From("192.0.2.1"), guest, 1).IsGranted);
        Assert.True(limits.AskToSubmit(From("192.0.2.1"), Guest() with { IsGuest = false }, 1).IsGranted);
        Assert.True(limits.AskToSubmit(From("192.0.2.2"), guest, 3).IsGranted);
    }

    [Fact]
    public void Zero_switches_everything_off()
    {
        using var limits = Create(submits: 0, addresses: 1);
        var user = Guest();

        Assert.All(Enumerable.Range(0, 10), _ => Assert.True(limits.AskToSubmit(From("192.0.2.1"), user, 100).IsGranted));
        Assert.All(Enumerable.Range(0, 10), _ => Assert.True(limits.AskToEnter(From("192.0.2.1")).IsGranted));
    }

    [Theory]
    [InlineData("192.0.2.1", "192.0.2.1")]
    [InlineData("::ffff:192.0.2.1", "192.0.2.1")]
    [InlineData("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::")]
    [InlineData("::1", "::")]
    public void A_client_chooses_within_its_range(string address, string range)
    {
        Assert.Equal(IPAddress.Parse(range), AddressRange.Of(IPAddress.Parse(address)));
    }

    private static CurrentUser Guest() => new(Guid.NewGuid(), IsGuest: true);

    private static DefaultHttpContext From(string address) => new() { Connection = { RemoteIpAddress = IPAddress.Parse(address) } };

    private CallerLimits Create(int submits, int addresses) =>
        new(Options.Create(new RateLimitingOptions { SubmitsPerMinute = submits, GuestsPerAddressPerMinute = addresses }), _time);
}
