using System.Net;
using Microsoft.Extensions.Options;
using OrleansAiJobs.WebFrontend.Auth;

namespace OrleansAiJobs.WebFrontend.Limits;

/// <summary>How much one caller may ask of this frontend: a user, and where users come for nothing, an address.</summary>
internal sealed class CallerLimits : IDisposable
{
    private readonly RateLimit<Guid> _users;
    private readonly RateLimit<IPAddress> _addresses;

    public CallerLimits(IOptions<RateLimitingOptions> options, TimeProvider time)
    {
        var limits = options.Value;
        _users = new RateLimit<Guid>("submits", limits.SubmitsPerMinute, time);
        _addresses = new RateLimit<IPAddress>("address", limits.SubmitsPerMinute == 0 ? 0 : limits.GuestsPerAddressPerMinute, time);
    }

    /// <summary>For so many jobs of that user.</summary>
    public RatePermit AskToSubmit(HttpContext context, CurrentUser user, int jobs)
    {
        var permit = _users.Ask(user.Id, jobs);
        if (!permit.IsGranted || !user.IsGuest)
        {
            return permit;
        }

        // What a guest is refused is not held against the address.
        var ofAddress = _addresses.Ask(AddressRange.Of(context.Connection.RemoteIpAddress), jobs);
        if (ofAddress.IsGranted)
        {
            return permit;
        }

        permit.GiveBack();
        return ofAddress;
    }

    /// <summary>For a new guest.</summary>
    public RatePermit AskToEnter(HttpContext context) => _addresses.Ask(AddressRange.Of(context.Connection.RemoteIpAddress), 1);

    public void Dispose()
    {
        _users.Dispose();
        _addresses.Dispose();
    }
}
