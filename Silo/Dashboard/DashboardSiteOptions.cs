using System.ComponentModel.DataAnnotations;
using System.Net;

namespace OrleansAiJobs.Silo.Dashboard;

/// <summary>The section <c>Dashboard</c>: the Orleans Dashboard of this silo, for those who run it.</summary>
internal sealed class DashboardSiteOptions : IValidatableObject
{
    public const string Section = "Dashboard";

    private const int ShortestPassword = 12;

    /// <summary>The port that it is served at; null for none, and then nothing of it is there.</summary>
    public int? Port { get; set; }

    /// <summary>The IP address that it listens on.</summary>
    public string Address { get; set; } = "127.0.0.1";

    /// <summary>Who may see it.</summary>
    public string UserName { get; set; } = "operator";

    /// <summary>And by which password, which everybody is asked for.</summary>
    public string? Password { get; set; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Port is null)
        {
            yield break;
        }

        if (Port is < 1 or > IPEndPoint.MaxPort)
        {
            yield return new ValidationResult("Dashboard:Port must be between 1 and 65535.");
        }

        if (!IPAddress.TryParse(Address, out _))
        {
            yield return new ValidationResult($"Dashboard:Address must be an IP address; it is '{Address}'.");
        }

        // What stands before the first colon is the name: RFC 7617.
        if (string.IsNullOrWhiteSpace(UserName) || UserName.Contains(':', StringComparison.Ordinal))
        {
            yield return new ValidationResult("Dashboard:UserName must be a name without a colon.");
        }

        if (Password is null || Password.Length < ShortestPassword)
        {
            yield return new ValidationResult($"Dashboard:Password must have at least {ShortestPassword} characters, since Dashboard:Port is set.");
        }
    }
}
