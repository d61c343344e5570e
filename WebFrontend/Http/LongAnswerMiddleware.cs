using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Features.Authentication;

namespace OrleansAiJobs.WebFrontend.Http;

/// <summary>
/// Carries on with a <see cref="LongAnswer"/> when the rest of the pipeline has returned. Thousands are open at once: each would hold on to
/// every middleware's state, the request's services, its identity and its headers, which nobody asks for any more.
/// </summary>
internal sealed class LongAnswerMiddleware(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
            if (context.Features.Get<LongAnswer>() is null)
            {
                return;
            }

            await ReleaseAsync(context);
        }
        catch when (context.Features.Get<LongAnswer>() is not null)
        {
            // What has begun is only ended by going on with it, which is short once nobody is there.
            context.Abort();
            await GoOnAsync(context);
            throw;
        }

        await GoOnAsync(context);
    }

    // Not in the method above, which would hold on to what has begun the answer until it ends.
    private static Task GoOnAsync(HttpContext context)
    {
        var answer = context.Features.GetRequiredFeature<LongAnswer>();
        context.Features.Set<LongAnswer>(null);
        return answer.GoOnAsync();
    }

    private static async ValueTask ReleaseAsync(HttpContext context)
    {
        // At the end of the request it is disposed again, which does nothing.
        if (context.Features.Get<IServiceProvidersFeature>() is IAsyncDisposable services)
        {
            await services.DisposeAsync();
        }

        context.Request.Headers.Clear();
        context.Features.Set<IHttpAuthenticationFeature>(null);
        context.Features.Set<IAuthenticateResultFeature>(null);
        context.Features.Set<IAuthenticationFeature>(null);
        context.Features.Set<IItemsFeature>(null);
        context.Features.Set<IQueryFeature>(null);
        context.Features.Set<IRequestCookiesFeature>(null);
        context.Features.Set<IResponseCookiesFeature>(null);
        context.Features.Set<IHttpWebSocketFeature>(null);
    }
}
