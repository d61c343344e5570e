using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.Extensions.Options;

namespace OrleansAiJobs.WebFrontend.Auth;

/// <summary>A guest's session: an encrypted cookie that holds nothing but the user's id.</summary>
internal static class GuestSession
{
    public const string Scheme = "GuestSession";

    public const string CookieName = "ai-jobs-session";

    private const string UserIdClaim = "user_id";
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(90);

    public static void Configure(CookieAuthenticationOptions options)
    {
        options.Cookie.Name = CookieName;
        options.Cookie.Path = "/";
        options.Cookie.HttpOnly = true;
        options.Cookie.IsEssential = true;
        options.Cookie.SameSite = SameSiteMode.Strict;
        options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        options.ExpireTimeSpan = Lifetime;
        options.SlidingExpiration = true;
        options.Events.OnValidatePrincipal = ValidateAsync;

        // An API has no page to log in on: the bare status becomes a problem.
        options.Events.OnRedirectToLogin = context => AnswerAsync(context, StatusCodes.Status401Unauthorized);
        options.Events.OnRedirectToAccessDenied = context => AnswerAsync(context, StatusCodes.Status403Forbidden);
    }

    /// <summary>Starts the user's session, or renews it.</summary>
    public static Task StartAsync(HttpContext context, CurrentUser user)
    {
        var identity = new ClaimsIdentity([new Claim(UserIdClaim, user.Id.ToString())], Scheme);
        return context.SignInAsync(Scheme, new ClaimsPrincipal(identity), new AuthenticationProperties { IsPersistent = true });
    }

    public static Task EndAsync(HttpContext context) => context.SignOutAsync(Scheme);

    /// <summary>The guest's id. A claim of the same name from another scheme does not count, or a token's issuer could name any guest.</summary>
    public static CurrentUser? FindUser(ClaimsPrincipal? principal)
    {
        var identity = principal?.Identities.FirstOrDefault(one => string.Equals(one.AuthenticationType, Scheme, StringComparison.Ordinal));
        return Guid.TryParse(identity?.FindFirst(UserIdClaim)?.Value, out var id) ? new CurrentUser(id, IsGuest: true) : null;
    }

    private static Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        var options = context.HttpContext.RequestServices.GetRequiredService<IOptions<AuthOptions>>().Value;
        if (options.AllowGuests is not true || FindUser(context.Principal) is null)
        {
            context.RejectPrincipal();
        }

        return Task.CompletedTask;
    }

    private static Task AnswerAsync(RedirectContext<CookieAuthenticationOptions> context, int status)
    {
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    }
}
