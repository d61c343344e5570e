using System.Reflection;
using System.Security.Claims;

namespace OrleansAiJobs.WebFrontend.Auth;

/// <summary>The one user for whom a request acts.</summary>
/// <param name="Id">Never of a type that callers choose: it comes out of the encrypted cookie or the signed token.</param>
/// <param name="IsGuest">Whether anybody can be one.</param>
internal sealed record CurrentUser(Guid Id, bool IsGuest) : IBindableFromHttpContext<CurrentUser>
{
    /// <summary>For endpoints that require authorization: there the user is always known.</summary>
    public static ValueTask<CurrentUser?> BindAsync(HttpContext context, ParameterInfo parameter) => new(Find(context.User));

    /// <summary>Null when nobody is authenticated.</summary>
    public static CurrentUser? Find(ClaimsPrincipal principal) => GuestSession.FindUser(principal) ?? TokenUser.FindUser(principal);
}
