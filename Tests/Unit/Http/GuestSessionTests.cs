using System.Security.Claims;
using OrleansAiJobs.WebFrontend.Auth;

namespace OrleansAiJobs.Tests.Unit.Http;

public sealed class GuestSessionTests
{
    private static readonly Guid Id = Guid.Parse("c03d5da3-8871-418e-8204-069020dfcdd8");

    [Fact]
    public void A_guest_is_known_by_the_id_in_the_session()
    {
        Assert.Equal(new CurrentUser(Id, IsGuest: true), CurrentUser.Find(PrincipalOf(GuestSession.Scheme, Id.ToString())));
    }

    [Fact]
    public void A_claim_of_the_same_name_in_a_token_names_no_guest()
    {
        Assert.Null(CurrentUser.Find(PrincipalOf("Bearer", Id.ToString())));
    }

    [Fact]
    public void Nobody_and_nonsense_are_no_user()
    {
        Assert.Null(CurrentUser.Find(new ClaimsPrincipal()));
        Assert.Null(CurrentUser.Find(new ClaimsPrincipal(new ClaimsIdentity())));
        Assert.Null(CurrentUser.Find(PrincipalOf(GuestSession.Scheme, "nonsense")));
    }

    private static ClaimsPrincipal PrincipalOf(string scheme, string userId) =>
        new(new ClaimsIdentity([new Claim("user_id", userId)], scheme));
}
