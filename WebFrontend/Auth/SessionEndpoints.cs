using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;
using OrleansAiJobs.WebFrontend.Http;
using OrleansAiJobs.WebFrontend.Limits;
using OrleansAiJobs.WebFrontend.OpenApi;

namespace OrleansAiJobs.WebFrontend.Auth;

/// <summary>Guest sessions: start or renew, look, end.</summary>
internal static class SessionEndpoints
{
    public static void MapSession(this WebApplication app)
    {
        var session = app.MapGroup("/api/session").AddEndpointFilter((context, next) =>
        {
            context.HttpContext.Response.Headers.CacheControl = "no-store";
            return next(context);
        });
        session.MapMethods(string.Empty, ReadMethods.All, Get).RequireAuthorization().Describe(SessionOperations.Get);
        session.MapPost(string.Empty, StartAsync).RequireAuthorization(AllowNobodyToo).Describe(SessionOperations.Start);
        session.MapDelete(string.Empty, EndAsync).RequireAuthorization(AllowNobodyToo).Describe(SessionOperations.End);
    }

    private static Ok<SessionBody> Get(CurrentUser user) => TypedResults.Ok(new SessionBody(user.Id));

    private static async Task<Results<Ok<SessionBody>, Problem>> StartAsync(HttpContext context, IOptions<AuthOptions> options, CallerLimits limits)
    {
        var user = CurrentUser.Find(context.User);
        if (user is { IsGuest: false })
        {
            // Whoever has a token needs no session, and a session would outlive the token.
            return TypedResults.Ok(new SessionBody(user.Id));
        }

        if (options.Value.AllowGuests is not true)
        {
            return Problems.GuestsNotAllowed.With("Call with a bearer token.");
        }

        if (user is null)
        {
            var permit = limits.AskToEnter(context);
            if (!permit.IsGranted)
            {
                return permit.Refuse(context);
            }

            user = new CurrentUser(Guid.NewGuid(), IsGuest: true);
        }

        await GuestSession.StartAsync(context, user);
        return TypedResults.Ok(new SessionBody(user.Id));
    }

    private static async Task<Results<NoContent, Problem>> EndAsync(
        string? erase, HttpContext context, SessionErasure erasure, CancellationToken cancellationToken)
    {
        if (erase is not (null or "true" or "false"))
        {
            return Problems.InvalidParameter.With("erase must be true or false.");
        }

        var user = CurrentUser.Find(context.User);
        if (erase is "true" && user is not null && !await erasure.EraseAsync(user, cancellationToken))
        {
            return Problems.StillRunning.With("Some jobs were started again meanwhile and are still there; repeat the request.");
        }

        if (user is not { IsGuest: false })
        {
            await GuestSession.EndAsync(context);
        }

        return TypedResults.NoContent();
    }

    // Nobody may start a session and end none; but an Authorization that is no good is refused here as everywhere.
    private static void AllowNobodyToo(AuthorizationPolicyBuilder policy) => policy.RequireAssertion(context =>
        context.User.Identity is { IsAuthenticated: true }
        || (context.Resource is HttpContext http && !http.Request.Headers.ContainsKey(HeaderNames.Authorization)));
}
