using System.Net;
using System.Net.Sockets;

namespace OrleansAiJobs.WebFrontend.Limits;

/// <summary>The range of addresses that one client can choose from at will.</summary>
internal static class AddressRange
{
    private const int NetworkBytes = 8;

    /// <summary>An address of IPv4 itself; of IPv6 its /64, since that is what a household is given. Where none is known, all clients share one.</summary>
    public static IPAddress Of(IPAddress? address)
    {
        if (address is null)
        {
            return IPAddress.None;
        }

        if (address.IsIPv4MappedToIPv6)
        {
            return address.MapToIPv4();
        }

        if (address.AddressFamily != AddressFamily.InterNetworkV6)
        {
            return address;
        }

        var bytes = address.GetAddressBytes();
        Array.Clear(bytes, NetworkBytes, bytes.Length - NetworkBytes);
        return new IPAddress(bytes);
    }
}
