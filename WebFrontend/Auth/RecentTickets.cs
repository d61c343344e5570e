using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Caching.Memory;

namespace OrleansAiJobs.WebFrontend.Auth;

/// <summary>
/// Remembers for a minute what was in a cookie: whoever calls calls again soon, and to decrypt and to read a ticket is a tenth of what a request takes.
/// Whether the ticket has expired is judged at each request all the same.
/// </summary>
/// <param name="inner">Reads what is not remembered.</param>
/// <param name="tickets">Where they are kept; each counts 1.</param>
internal sealed class RecentTickets(ISecureDataFormat<AuthenticationTicket> inner, IMemoryCache tickets) : ISecureDataFormat<AuthenticationTicket>
{
    /// <summary>How many are kept, about 2 KB each.</summary>
    public const int Most = 500;

    private static readonly TimeSpan Memory = TimeSpan.FromMinutes(1);

    public string Protect(AuthenticationTicket data) => inner.Protect(data);

    public string Protect(AuthenticationTicket data, string? purpose) => inner.Protect(data, purpose);

    public AuthenticationTicket? Unprotect(string? protectedText) => Unprotect(protectedText, purpose: null);

    /// <returns>A ticket that nobody else has; null when it is none of ours.</returns>
    public AuthenticationTicket? Unprotect(string? protectedText, string? purpose)
    {
        if (protectedText is null || purpose is not null)
        {
            return inner.Unprotect(protectedText, purpose);
        }

        if (!tickets.TryGetValue(protectedText, out AuthenticationTicket? ticket))
        {
            ticket = inner.Unprotect(protectedText);
            if (ticket is not null)
            {
                tickets.Set(protectedText, ticket, new MemoryCacheEntryOptions { AbsoluteExpirationRelativeToNow = Memory, Size = 1 });
            }
        }

        // A request may add to it.
        return ticket?.Clone();
    }
}
