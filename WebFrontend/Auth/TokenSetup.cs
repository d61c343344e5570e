using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;

namespace OrleansAiJobs.WebFrontend.Auth;

/// <summary>
/// Bearer tokens, as <c>Authentication:Schemes:Bearer</c> describes them: an authority, or keys such as those of <c>dotnet user-jwts</c>.
/// With nothing there no token is good.
/// </summary>
internal static class TokenSetup
{
    /// <summary>How long a token may be used before it is said to become valid: the issuer's clock may be ahead of ours.</summary>
    private static readonly TimeSpan ClockDifference = TimeSpan.FromMinutes(1);

    /// <summary>Callers are promised an answer within 3 s.</summary>
    private static readonly TimeSpan IssuerTimeout = TimeSpan.FromSeconds(2);

    public static AuthenticationBuilder AddTokens(this AuthenticationBuilder authentication) => authentication.AddJwtBearer(TokenUser.Scheme, Configure);

    private static void Configure(JwtBearerOptions options)
    {
        // Claims keep the names that they have in the token.
        options.MapInboundClaims = false;
        options.BackchannelTimeout = options.BackchannelTimeout < IssuerTimeout ? options.BackchannelTimeout : IssuerTimeout;
        options.TokenValidationParameters.AuthenticationType = TokenUser.Scheme;

        // The default lets expired tokens in for five minutes more; a feed ends when its token expires, and could then be opened again.
        options.TokenValidationParameters.LifetimeValidator = (validFrom, expires, _, _) =>
        {
            var now = (options.TimeProvider ?? TimeProvider.System).GetUtcNow().UtcDateTime;
            return expires > now && (validFrom is null || validFrom <= now + ClockDifference);
        };
        options.Events = new JwtBearerEvents { OnMessageReceived = FetchKeysAsync, OnTokenValidated = RefuseNobodyAsync };
    }

    /// <exception cref="TimeoutException">The issuer cannot be asked for its keys, and never could: answered as 503, since the token may be good.</exception>
    private static async Task FetchKeysAsync(MessageReceivedContext context)
    {
        if (context.Options.ConfigurationManager is not { } issuer)
        {
            return;
        }

        try
        {
            await issuer.GetConfigurationAsync(context.HttpContext.RequestAborted)
                .WaitAsync(IssuerTimeout, context.Options.TimeProvider ?? TimeProvider.System, context.HttpContext.RequestAborted);
        }
        catch (Exception e) when (!context.HttpContext.RequestAborted.IsCancellationRequested && e is not OutOfMemoryException)
        {
            throw new TimeoutException("The issuer of tokens (Authentication:Schemes:Bearer:Authority) did not give its keys.", e);
        }
    }

    private static Task RefuseNobodyAsync(TokenValidatedContext context)
    {
        if (TokenUser.FindUser(context.Principal) is null)
        {
            context.Fail("The token names no subject.");
        }

        return Task.CompletedTask;
    }
}
