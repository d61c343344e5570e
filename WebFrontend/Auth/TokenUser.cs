using System.Security.Claims;
using System.Text;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using OrleansAiJobs.Grains.Interfaces;

namespace OrleansAiJobs.WebFrontend.Auth;

/// <summary>The user of a bearer token: whom its issuer calls by that subject.</summary>
internal static class TokenUser
{
    public const string Scheme = JwtBearerDefaults.AuthenticationScheme;

    private const string IssuerClaim = "iss";
    private const string SubjectClaim = "sub";

    /// <summary>Null when the principal does not come from a token, or its token names nobody.</summary>
    public static CurrentUser? FindUser(ClaimsPrincipal? principal)
    {
        var identity = principal?.Identities.FirstOrDefault(one => string.Equals(one.AuthenticationType, Scheme, StringComparison.Ordinal));
        return identity is not null && Read(identity, IssuerClaim) is { } issuer && Read(identity, SubjectClaim) is { } subject
            ? new CurrentUser(IdOf(issuer, subject), IsGuest: false)
            : null;
    }

    /// <summary>
    /// The same pair is the same user for ever. Guests' ids are random, and so of another version than these: no token can name a guest.
    /// </summary>
    public static Guid IdOf(string issuer, string subject) =>
        // The length tells where the issuer ends, or ("a", "bc") and ("ab", "c") would be one user.
        HashedId.From(Encoding.UTF8.GetBytes($"user\n{issuer.Length}\n{issuer}{subject}"));

    // Several of a claim name nobody in particular.
    private static string? Read(ClaimsIdentity identity, string type)
    {
        Claim[] claims = [.. identity.FindAll(type)];
        return claims is [{ Value.Length: > 0 } claim] ? claim.Value : null;
    }
}
