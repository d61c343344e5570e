using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Net.Http.Headers;
using OrleansAiJobs.Grains.Hosting;
using OrleansAiJobs.WebFrontend.Cluster;

namespace OrleansAiJobs.WebFrontend.Auth;

/// <summary>Finds out who is calling.</summary>
internal static class CallerSetup
{
    private const string EitherScheme = "TokenOrSession";

    public static void AddCallers(this WebApplicationBuilder builder)
    {
        var embedded = Deployment.IsEmbedded(builder.Configuration);
        var guestsByDefault = embedded || builder.Environment.IsDevelopment();
        builder.Services.AddSettings<AuthOptions>(AuthOptions.Section)
            .PostConfigure(options => options.AllowGuests ??= guestsByDefault)
            .ValidateOnStart();
        builder.AddKeyRing(embedded);
        builder.Services.AddAuthentication(EitherScheme)
            .AddPolicyScheme(EitherScheme, displayName: null, policy => policy.ForwardDefaultSelector = ChooseScheme)
            .AddTokens()
            .AddCookie(GuestSession.Scheme, GuestSession.Configure);
        builder.Services.PostConfigure<CookieAuthenticationOptions>(GuestSession.Scheme, cookie => cookie.TicketDataFormat =
            new RecentTickets(cookie.TicketDataFormat, new MemoryCache(new MemoryCacheOptions { SizeLimit = RecentTickets.Most })));
        if (!embedded)
        {
            builder.Services.LeaveLoadingToUs();
        }

        builder.Services.AddAuthorization();
        builder.Services.AddSingleton<SessionErasure>();
    }

    /// <summary>First who it is, then whether their browser was made to ask.</summary>
    public static void UseCallers(this WebApplication app)
    {
        if (!Deployment.IsEmbedded(app.Configuration))
        {
            app.UseMiddleware<KeyRingMiddleware>();
        }

        app.UseAuthentication();
        app.UseAuthorization();
        app.UseMiddleware<CrossOriginMiddleware>();
    }

    // Never both: beside a bad token a good cookie does not count.
    private static string ChooseScheme(HttpContext context) =>
        context.Request.Headers.ContainsKey(HeaderNames.Authorization) ? TokenUser.Scheme : GuestSession.Scheme;
}
