using System.Security.Claims;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using OrleansAiJobs.WebFrontend.Http;

namespace OrleansAiJobs.Tests.Unit.Http;

public sealed class LongAnswerMiddlewareTests
{
    private readonly DefaultHttpContext _context = new();
    private readonly List<string> _order = [];

    [Fact]
    public async Task A_long_answer_goes_on_when_the_pipeline_has_returned_and_holds_nothing_of_the_request()
    {
        await using var services = new ServiceCollection().AddScoped(_ => new ScopedService(_order)).BuildServiceProvider();
        _context.Features.Set<IServiceProvidersFeature>(new RequestServicesFeature(_context, services.GetRequiredService<IServiceScopeFactory>()));
        _context.Request.Headers.Cookie = "a=b";
        _context.User = new ClaimsPrincipal(new ClaimsIdentity("test"));
        var end = new TaskCompletionSource();

        var request = RunAsync(context =>
        {
            context.RequestServices.GetRequiredService<ScopedService>();
            context.Features.Set(new LongAnswer(() =>
            {
                _order.Add("goes on");
                return end.Task;
            }));
            _order.Add("returned");
        });

        Assert.Equal(["returned", "disposed", "goes on"], _order);
        Assert.Empty(_context.Request.Headers);
        Assert.False(_context.User.Identity?.IsAuthenticated);
        Assert.False(request.IsCompleted);
        end.SetResult();
        await request;
    }

    [Fact]
    public async Task Any_other_answer_leaves_the_request_as_it_is()
    {
        _context.Request.Headers.Cookie = "a=b";

        await RunAsync(_ => _order.Add("returned"));

        Assert.Equal(["returned"], _order);
        Assert.Equal("a=b", _context.Request.Headers.Cookie);
    }

    [Fact]
    public async Task A_long_answer_that_has_begun_is_ended_when_the_pipeline_fails_after_it()
    {
        using var lifetime = new Lifetime();
        _context.Features.Set<IHttpRequestLifetimeFeature>(lifetime);

        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => RunAsync(context =>
        {
            context.Features.Set(new LongAnswer(() =>
            {
                _order.Add(lifetime.RequestAborted.IsCancellationRequested ? "goes on to its end" : "goes on");
                return Task.CompletedTask;
            }));
            throw new InvalidOperationException("After it has begun.");
        }));

        Assert.Equal("After it has begun.", failure.Message);
        Assert.Equal(["goes on to its end"], _order);
    }

    private Task RunAsync(Action<HttpContext> answer) => new LongAnswerMiddleware(context =>
    {
        answer(context);
        return Task.CompletedTask;
    }).InvokeAsync(_context);

    private sealed class Lifetime : IHttpRequestLifetimeFeature, IDisposable
    {
        private readonly CancellationTokenSource _aborted = new();

        public CancellationToken RequestAborted
        {
            get => _aborted.Token;
            set => throw new NotSupportedException();
        }

        public void Abort() => _aborted.Cancel();

        public void Dispose() => _aborted.Dispose();
    }

    private sealed class ScopedService(List<string> order) : IDisposable
    {
        public void Dispose() => order.Add("disposed");
    }
}
