using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using OrleansAiJobs.WebFrontend.Http;

namespace OrleansAiJobs.Tests.Unit.Http;

public sealed class ProblemMiddlewareTests
{
    private const string Secret = "key sk-123";

    [Theory]
    [InlineData("*/*")]
    [InlineData("text/event-stream")]
    [InlineData("text/html")]
    [InlineData("nonsense")]
    public async Task A_refusal_without_a_body_becomes_a_problem_whatever_is_accepted(string accept)
    {
        var context = CreateContext();
        context.Request.Headers.Accept = accept;

        var body = await RunAsync(context, http => http.Response.StatusCode = 405);

        Assert.Equal((405, "application/problem+json"), (context.Response.StatusCode, context.Response.ContentType));
        Assert.Equal(["type", "title", "status", "detail", "code", "traceId"], body.EnumerateObject().Select(member => member.Name));
        Assert.Equal("urn:orleans-ai-jobs:problem:method_not_allowed", body.GetProperty("type").GetString());
        Assert.Equal(405, body.GetProperty("status").GetInt32());
        Assert.NotEmpty(body.GetProperty("traceId").GetString()!);
    }

    [Fact]
    public async Task A_bug_is_500_and_tells_nothing_of_itself()
    {
        var context = CreateContext();
        context.Response.Headers.ETag = "W/\"1\"";

        var body = await RunAsync(context, _ => throw new InvalidOperationException(Secret));

        Assert.Equal(500, context.Response.StatusCode);
        Assert.Equal("internal", body.GetProperty("code").GetString());
        Assert.DoesNotContain(Secret, body.GetRawText(), StringComparison.Ordinal);
        Assert.Empty(context.Response.Headers.ETag.ToString());
    }

    public static TheoryData<Exception> PassingFailures =>
    [
        new SiloUnavailableException(Secret),
        new TimeoutException(Secret),
        new OperationCanceledException(Secret),
        new Grains.Storage.StorageException(Secret),
    ];

    [Theory]
    [MemberData(nameof(PassingFailures), DisableDiscoveryEnumeration = true)]
    public async Task A_failure_of_the_cluster_is_503_and_says_when_to_try_again(Exception failure)
    {
        var context = CreateContext();

        var body = await RunAsync(context, _ => throw failure);

        Assert.Equal(503, context.Response.StatusCode);
        Assert.Equal("2", context.Response.Headers.RetryAfter);
        Assert.Equal("temporarily_unavailable", body.GetProperty("code").GetString());
        Assert.DoesNotContain(Secret, body.GetRawText(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(413, "too_large")]
    [InlineData(408, "request_timeout")]
    [InlineData(400, "bad_request")]
    public async Task What_the_server_refuses_while_a_body_is_read_keeps_its_status(int status, string code)
    {
        var context = CreateContext();

        var body = await RunAsync(context, _ => throw new BadHttpRequestException(Secret, status));

        Assert.Equal(status, context.Response.StatusCode);
        Assert.Equal(code, body.GetProperty("code").GetString());
        Assert.DoesNotContain(Secret, body.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_401_names_the_way_in()
    {
        var context = CreateContext();

        await RunAsync(context, http => http.Response.StatusCode = 401);

        Assert.Equal("Bearer", context.Response.Headers.WWWAuthenticate);
    }

    [Fact]
    public async Task Nothing_is_written_for_a_caller_who_has_hung_up()
    {
        var context = CreateContext();
        context.RequestAborted = new CancellationToken(canceled: true);

        await CreateMiddleware(http => throw new OperationCanceledException(http.RequestAborted)).InvokeAsync(context);

        Assert.Equal(0, context.Response.Body.Length);
    }

    [Theory]
    [InlineData(200)]
    [InlineData(304)]
    public async Task What_is_no_error_is_left_alone(int status)
    {
        var context = CreateContext();

        await CreateMiddleware(http => http.Response.StatusCode = status).InvokeAsync(context);

        Assert.Equal((status, 0), (context.Response.StatusCode, context.Response.Body.Length));
    }

    [Fact]
    public async Task A_problem_that_was_written_is_left_alone()
    {
        var context = CreateContext();
        var problem = Problems.NotFound.With("There is no such job.");

        var body = await RunAsync(context, http => problem.ExecuteAsync(http).GetAwaiter().GetResult());

        Assert.Equal("There is no such job.", body.GetProperty("detail").GetString());
    }

    private static DefaultHttpContext CreateContext() => new() { Response = { Body = new MemoryStream() } };

    private static ProblemMiddleware CreateMiddleware(Action<HttpContext> rest) => new(
        http =>
        {
            rest(http);
            return Task.CompletedTask;
        },
        NullLogger<ProblemMiddleware>.Instance);

    private static async Task<JsonElement> RunAsync(DefaultHttpContext context, Action<HttpContext> rest)
    {
        await CreateMiddleware(rest).InvokeAsync(context);

        context.Response.Body.Position = 0;
        using var document = await JsonDocument.ParseAsync(context.Response.Body, default, context.RequestAborted);
        return document.RootElement.Clone();
    }
}
