using System.ComponentModel.DataAnnotations;
using System.Net;

namespace OrleansAiJobs.Silo.Membership;

/// <summary>The section <c>Orleans</c>: how the others reach this silo.</summary>
internal sealed class NodeOptions : IValidatableObject
{
    public const string Section = "Orleans";

    /// <summary>Where other silos connect.</summary>
    public int SiloPort { get; set; } = 11111;

    /// <summary>Where frontends connect.</summary>
    public int GatewayPort { get; set; } = 30000;

    /// <summary>Silos and frontends of one cluster share it.</summary>
    public string ClusterId { get; set; } = "ai-jobs";

    /// <summary>The IP address that others reach this silo at, and that it listens on; the machine's own when empty.</summary>
    public string? AdvertisedAddress { get; set; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!IsPort(SiloPort))
        {
            yield return new ValidationResult("Orleans:SiloPort must be between 1 and 65535.");
        }

        if (!IsPort(GatewayPort))
        {
            yield return new ValidationResult("Orleans:GatewayPort must be between 1 and 65535.");
        }

        if (string.IsNullOrWhiteSpace(ClusterId))
        {
            yield return new ValidationResult("Orleans:ClusterId must name the cluster.");
        }

        if (!string.IsNullOrEmpty(AdvertisedAddress) && !IPAddress.TryParse(AdvertisedAddress, out _))
        {
            yield return new ValidationResult(
                $"Orleans:AdvertisedAddress must be an IP address; it is '{AdvertisedAddress}'.");
        }
    }

    private static bool IsPort(int port) => port is >= 1 and <= IPEndPoint.MaxPort;
}
