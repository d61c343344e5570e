using Microsoft.AspNetCore.Http;
using OrleansAiJobs.WebFrontend.Auth;

namespace OrleansAiJobs.Tests.Unit.Http;

public sealed class CrossOriginMiddlewareTests
{
    [Theory]
    [InlineData("POST")]
    [InlineData("DELETE")]
    [InlineData("PUT")]
    [InlineData("PATCH")]
    [InlineData("CONNECT")]
    [InlineData("ANYTHING")]
    public async Task An_unsafe_request_from_another_site_is_refused(string method)
    {
        var context = CreateForeignRequest(method);

        Assert.False(await PassesAsync(context));
        Assert.Equal(StatusCodes.Status403Forbidden, context.Response.StatusCode);
        Assert.Equal("application/problem+json", context.Response.ContentType);
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("HEAD")]
    [InlineData("OPTIONS")]
    public async Task A_safe_request_from_another_site_passes(string method)
    {
        Assert.True(await PassesAsync(CreateForeignRequest(method)));
    }

    [Fact]
    public async Task The_opening_of_a_WebSocket_from_another_site_is_refused()
    {
        var context = CreateForeignRequest("GET");
        context.Request.Headers.Upgrade = "WebSocket";

        Assert.False(await PassesAsync(context));
    }

    [Fact]
    public async Task A_request_with_Authorization_passes_because_the_token_is_judged()
    {
        var context = CreateForeignRequest("POST");
        context.Request.Headers.Authorization = "Bearer x";

        Assert.True(await PassesAsync(context));
    }

    [Fact]
    public async Task An_Origin_that_is_there_but_empty_is_not_absent()
    {
        var context = CreateForeignRequest("POST");
        context.Request.Headers.Origin = string.Empty;

        Assert.False(await PassesAsync(context));
    }

    [Fact]
    public async Task A_request_of_our_own_page_passes()
    {
        var context = CreateForeignRequest("POST");
        context.Request.Headers.Origin = "http://localhost:5080";

        Assert.True(await PassesAsync(context));
    }

    private static DefaultHttpContext CreateForeignRequest(string method)
    {
        var context = new DefaultHttpContext();
        context.Request.Method = method;
        context.Request.Headers.Host = "localhost:5080";
        context.Request.Headers.Origin = "https://evil.example";
        context.SetEndpoint(new Endpoint(requestDelegate: null, metadata: null, displayName: "any"));
        return context;
    }

    private static async Task<bool> PassesAsync(HttpContext context)
    {
        var passed = false;
        var middleware = new CrossOriginMiddleware(_ =>
        {
            passed = true;
            return Task.CompletedTask;
        });
        await middleware.InvokeAsync(context);
        return passed;
    }
}
