namespace OrleansAiJobs.WebFrontend.Auth;

/// <summary>Lets nobody ask who is calling before cookies can be read.</summary>
internal sealed class KeyRingMiddleware(RequestDelegate next, KeyRingLoader keys, TimeProvider time)
{
    /// <summary>What the contract's 3 s leave beside the calls of the request itself.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(0.4);

    /// <exception cref="TimeoutException">They cannot yet; answered as 503.</exception>
    public async Task InvokeAsync(HttpContext context)
    {
        if (!keys.Loaded.IsCompleted && context.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal))
        {
            await keys.Loaded.WaitAsync(Limit, time, context.RequestAborted);
        }

        await next(context);
    }
}
