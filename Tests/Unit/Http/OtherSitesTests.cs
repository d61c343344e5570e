using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using OrleansAiJobs.Grains.Hosting;
using OrleansAiJobs.WebFrontend.Auth;
using OrleansAiJobs.WebFrontend.Http;

namespace OrleansAiJobs.Tests.Unit.Http;

public sealed class OtherSitesTests
{
    [Theory]
    [InlineData("https://example.com")]
    [InlineData("http://localhost:8080")]
    [InlineData("*")]
    public void An_origin_is_let_in(string origin)
    {
        Assert.Equal([origin], PolicyWith(("Cors:AllowedOrigins:0", origin)).Origins);
    }

    [Theory]
    [InlineData("https://example.com/")]
    [InlineData("https://example.com/path")]
    [InlineData("example.com")]
    [InlineData("ftp://example.com")]
    [InlineData("https://user@example.com")]
    [InlineData("null")]
    public void What_is_none_stops_the_start_by_the_settings_name(string text)
    {
        var builder = BuilderWith(("Cors:AllowedOrigins:0", text));
        builder.AddOtherSites();

        Assert.Contains($"Cors:AllowedOrigins holds '{text}'", Assert.Single(WrongOf(builder)), StringComparison.Ordinal);
    }

    [Fact]
    public void Several_fit_into_one_line_and_nobody_is_let_in_unasked()
    {
        Assert.Equal(["https://a.example", "https://b.example"], PolicyWith(("Cors:AllowedOrigins", "https://a.example, https://b.example")).Origins);
        Assert.Empty(PolicyWith().Origins);
        Assert.False(PolicyWith().SupportsCredentials);
    }

    [Theory]
    [InlineData("10.0.0.1", true)]
    [InlineData("10.0.0.0/8", true)]
    [InlineData("fd00::/8", true)]
    [InlineData("proxy", false)]
    public void A_proxy_is_an_address_or_a_network(string text, bool good)
    {
        var builder = BuilderWith(("ForwardedHeaders:KnownProxies:0", text));

        builder.AddProxies();

        Assert.Equal(good ? 0 : 1, WrongOf(builder).Count(message => message.StartsWith("ForwardedHeaders:KnownProxies", StringComparison.Ordinal)));
    }

    private static IReadOnlyList<string> WrongOf(WebApplicationBuilder builder)
    {
        using var services = builder.Services.BuildServiceProvider();
        return AiJobsSettings.FindWrong(builder.Configuration, services);
    }

    private static CorsPolicy PolicyWith(params (string Key, string Value)[] settings)
    {
        var builder = BuilderWith(settings);
        builder.AddOtherSites();
        using var services = builder.Services.BuildServiceProvider();
        return services.GetRequiredService<IOptions<CorsOptions>>().Value.GetPolicy("__DefaultCorsPolicy")!;
    }

    private static WebApplicationBuilder BuilderWith(params (string Key, string Value)[] settings)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        foreach (var (key, value) in settings)
        {
            builder.Configuration[key] = value;
        }

        return builder;
    }
}
