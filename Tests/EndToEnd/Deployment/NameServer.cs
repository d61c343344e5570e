using System.Net;
using System.Net.Sockets;

namespace OrleansAiJobs.Tests.EndToEnd.Deployment;

/// <summary>Names as the engine's own name server gives them: every name is that of one service, with an address for each of its containers.</summary>
internal sealed class NameServer : IAsyncDisposable
{
    private const int HeaderBytes = 12;
    private const int AddressRecord = 1;

    private readonly UdpClient _socket = new(new IPEndPoint(IPAddress.Loopback, 0));
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _answering;

    private NameServer() => _answering = AnswerAsync();

    public int Port => ((IPEndPoint)_socket.Client.LocalEndPoint!).Port;

    public IReadOnlyList<IPAddress> Addresses { get; set; } = [];

    public static NameServer Start() => new();

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _answering;
        _socket.Dispose();
        _stopping.Dispose();
    }

    private async Task AnswerAsync()
    {
        try
        {
            while (true)
            {
                var query = await _socket.ReceiveAsync(_stopping.Token);
                await _socket.SendAsync(Answer(query.Buffer, Addresses), query.RemoteEndPoint, _stopping.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // The end.
        }
    }

    /// <summary>RFC 1035, section 4: the header, the question as it came, a record for each address.</summary>
    private static byte[] Answer(byte[] query, IReadOnlyList<IPAddress> addresses)
    {
        var end = HeaderBytes;
        while (query[end] != 0)
        {
            end += query[end] + 1;
        }

        var type = (query[end + 1] << 8) | query[end + 2];
        end += 5;
        var answers = type == AddressRecord ? addresses : [];
        return
        [
            query[0], query[1], 0x85, 0x80, 0, 1, 0, (byte)answers.Count, 0, 0, 0, 0,
            .. query[HeaderBytes..end],
            // The name of the question, the type A of the Internet, to be kept for no time, four bytes.
            .. answers.SelectMany(address => (byte[])[0xc0, HeaderBytes, 0, AddressRecord, 0, 1, 0, 0, 0, 0, 0, 4, .. address.GetAddressBytes()]),
        ];
    }
}
