using System.Net;
using System.Net.Sockets;

namespace OrleansAiJobs.Tests.Servers;

/// <summary>Ports for servers that must come back where they were.</summary>
public static class FreePort
{
    // Below the range from which outgoing connections take theirs: while the server is down nobody else gets it.
    private const int Lowest = 20_000;
    private const int Highest = 32_000;

    /// <summary>A port of 127.0.0.1 that nobody listens at.</summary>
    public static int Find()
    {
        while (true)
        {
            var port = Random.Shared.Next(Lowest, Highest);
            using var listener = new TcpListener(IPAddress.Loopback, port);
            try
            {
                listener.Start();
                return port;
            }
            catch (SocketException e) when (e.SocketErrorCode is SocketError.AddressAlreadyInUse)
            {
                // Another one, then.
            }
        }
    }
}
