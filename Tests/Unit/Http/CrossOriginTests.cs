using OrleansAiJobs.WebFrontend.Auth;

namespace OrleansAiJobs.Tests.Unit.Http;

public sealed class CrossOriginTests
{
    [Theory]
    [InlineData("same-origin", true)]
    [InlineData("none", true)]
    [InlineData("same-site", false)]
    [InlineData("cross-site", false)]
    [InlineData("", false)]
    [InlineData("Same-Origin", false)]
    [InlineData("same-origin, cross-site", false)]
    public void Sec_Fetch_Site_decides_alone_where_it_is_sent(string secFetchSite, bool allowed)
    {
        Assert.Equal(allowed, CrossOrigin.IsAllowed(secFetchSite, "http://localhost:5080", "localhost:5080"));
        Assert.Equal(allowed, CrossOrigin.IsAllowed(secFetchSite, "https://evil.example", "localhost:5080"));
        Assert.Equal(allowed, CrossOrigin.IsAllowed(secFetchSite, null, "localhost:5080"));
    }

    [Theory]
    [InlineData("http://localhost:5080", "localhost:5080")]
    [InlineData("https://example.com", "example.com")]
    [InlineData("https://example.com", "example.com:443")]
    [InlineData("https://example.com:443", "example.com")]
    [InlineData("http://example.com", "EXAMPLE.com:80")]
    [InlineData("https://example.com:8443", "example.com:8443")]
    [InlineData("http://[::1]:5080", "[::1]:5080")]
    [InlineData("http://127.0.0.1:5080", "127.0.0.1:5080")]
    public void An_origin_with_the_same_host_and_port_is_allowed(string origin, string host)
    {
        Assert.True(CrossOrigin.IsAllowed(null, origin, host));
    }

    [Theory]
    [InlineData("null", "localhost:5080")]
    [InlineData("null", "null")]
    [InlineData("", "localhost:5080")]
    [InlineData("https://evil.example", "localhost:5080")]
    [InlineData("http://localhost:5081", "localhost:5080")]
    [InlineData("http://localhost", "localhost:5080")]
    [InlineData("http://localhost:5080", "localhost")]
    [InlineData("https://example.com", "example.com:80")]
    [InlineData("https://sub.example.com", "example.com")]
    [InlineData("https://example.com.evil.example", "example.com")]
    [InlineData("https://example.com@evil.example", "example.com")]
    [InlineData("https://evil.example@example.com", "example.com")]
    [InlineData("https://example.com/path", "example.com")]
    [InlineData("https://example.com?x", "example.com")]
    [InlineData("https://example.com#x", "example.com")]
    [InlineData("https://example.com, https://evil.example", "example.com")]
    [InlineData("ftp://example.com", "example.com")]
    [InlineData("file://", "")]
    [InlineData("chrome-extension://abc", "abc")]
    [InlineData("://example.com", "example.com")]
    [InlineData("example.com", "example.com")]
    [InlineData("https://example.com", "example.com/path")]
    [InlineData("https://example.com", "user@example.com")]
    [InlineData("https://example.com", "")]
    [InlineData("https://example.com", null)]
    public void Any_other_origin_is_refused(string origin, string? host)
    {
        Assert.False(CrossOrigin.IsAllowed(null, origin, host));
    }

    [Fact]
    public void Who_sends_neither_header_is_no_browser_and_allowed()
    {
        Assert.True(CrossOrigin.IsAllowed(null, null, "localhost:5080"));
    }
}
