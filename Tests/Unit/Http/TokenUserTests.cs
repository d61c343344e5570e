using System.Security.Claims;
using OrleansAiJobs.WebFrontend.Auth;

namespace OrleansAiJobs.Tests.Unit.Http;

public sealed class TokenUserTests
{
    private const string Issuer = "https://login.example";

    [Fact]
    public void Issuer_and_subject_are_the_user_for_ever()
    {
        var user = CurrentUser.Find(PrincipalOf(TokenUser.Scheme, ("iss", Issuer), ("sub", "alice"), ("name", "Alice")));

        Assert.Equal(new CurrentUser(Guid.Parse("ca856c3c-70d8-8751-b21f-91b00c6747bb"), IsGuest: false), user);
    }

    [Fact]
    public void Another_issuer_or_subject_is_another_user_and_none_of_them_can_be_a_guest()
    {
        Guid[] ids = [TokenUser.IdOf(Issuer, "alice"), TokenUser.IdOf(Issuer, "bob"), TokenUser.IdOf("https://other.example", "alice"), TokenUser.IdOf("a", "bc"), TokenUser.IdOf("ab", "c")];

        Assert.Equal(ids.Length, ids.Distinct().Count());
        Assert.All(ids, id => Assert.NotEqual(Guid.NewGuid().Version, id.Version));
    }

    [Fact]
    public void A_token_that_names_nobody_or_several_is_no_user()
    {
        Assert.Null(CurrentUser.Find(PrincipalOf(TokenUser.Scheme, ("iss", Issuer))));
        Assert.Null(CurrentUser.Find(PrincipalOf(TokenUser.Scheme, ("iss", Issuer), ("sub", ""))));
        Assert.Null(CurrentUser.Find(PrincipalOf(TokenUser.Scheme, ("iss", Issuer), ("sub", "a"), ("sub", "b"))));
        Assert.Null(CurrentUser.Find(PrincipalOf(TokenUser.Scheme, ("sub", "a"))));
    }

    [Fact]
    public void A_subject_from_anywhere_else_is_no_user()
    {
        Assert.Null(CurrentUser.Find(PrincipalOf("Other", ("iss", Issuer), ("sub", "alice"))));
    }

    private static ClaimsPrincipal PrincipalOf(string scheme, params (string Type, string Value)[] claims) =>
        new(new ClaimsIdentity(claims.Select(claim => new Claim(claim.Type, claim.Value)), scheme));
}
