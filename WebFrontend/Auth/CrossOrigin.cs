namespace OrleansAiJobs.WebFrontend.Auth;

/// <summary>Tells requests that another site made a browser send from all others, by the headers that no page can forge.</summary>
internal static class CrossOrigin
{
    private const string SchemeSeparator = "://";

    /// <summary>Whether the request comes from our own page, from the address bar, or from no browser at all.</summary>
    /// <param name="secFetchSite">The header <c>Sec-Fetch-Site</c>; null when absent. Where it is sent it decides alone.</param>
    /// <param name="origin">The header <c>Origin</c>; null when absent.</param>
    /// <param name="host">The header <c>Host</c>.</param>
    public static bool IsAllowed(string? secFetchSite, string? origin, string? host)
    {
        if (secFetchSite is not null)
        {
            return secFetchSite is "same-origin" or "none";
        }

        return origin is null || IsSameHost(origin, host);
    }

    // Only host and port: behind a proxy that ends TLS our own scheme is not the one the browser sees.
    private static bool IsSameHost(string origin, string? host)
    {
        var schemeEnd = origin.IndexOf(SchemeSeparator, StringComparison.Ordinal);
        return schemeEnd > 0
            && Parse(origin) is { } theirs
            && Parse(origin[..schemeEnd] + SchemeSeparator + host) is { } ours
            && theirs.Port == ours.Port
            && theirs.IdnHost.Equals(ours.IdnHost, StringComparison.OrdinalIgnoreCase);
    }

    // An origin is scheme, host and port, nothing else; "null" is none.
    private static Uri? Parse(string origin) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var uri)
        && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps)
        && uri.UserInfo.Length == 0
        && uri.PathAndQuery is "/"
        && uri.Fragment.Length == 0
            ? uri
            : null;
}
