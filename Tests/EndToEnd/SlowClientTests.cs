using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;
using System.Text;
using OrleansAiJobs.Tests.Apps;
using OrleansAiJobs.Tests.EndToEnd.Api;
using Xunit.Abstractions;

namespace OrleansAiJobs.Tests.EndToEnd;

/// <summary>Whoever is slow on purpose holds nobody else up.</summary>
[Collection(ContractApp.Name)]
public sealed class SlowClientTests(ContractApp.Fixture contract, ITestOutputHelper output)
{
    private const int SlowOnes = 200;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(3);

    private static int NormalOnes => Scale.Of(100, 30);

    [Fact]
    public async Task Two_hundred_clients_of_one_byte_a_second_keep_nobody_from_being_served()
    {
        using var visitor = await contract.App.VisitAsync();
        var slow = await Task.WhenAll(Enumerable.Range(0, SlowOnes).Select(number => SlowClient.StartAsync(contract.App.BaseUrl, visitor.Cookie, number % 2 == 0)));
        try
        {
            var startedAt = TimeProvider.System.GetTimestamp();
            var latencies = await Task.WhenAll(Enumerable.Range(0, NormalOnes).Select(_ => BeServedAsync()));
            var took = TimeProvider.System.GetElapsedTime(startedAt);

            // None had been sent away before: they were all there while the others were served.
            Assert.All(slow, client => Assert.True(client.Sent > 0));
            output.WriteLine($"{NormalOnes} visitors beside {SlowOnes} slow clients were served within {took.TotalSeconds:F2} s; the slowest answer took {latencies.Max().TotalSeconds:F2} s");
            Assert.All(latencies, latency => Assert.True(latency < Limit, $"An answer took {latency}."));
        }
        finally
        {
            foreach (var client in slow)
            {
                await client.DisposeAsync();
            }
        }
    }

    /// <summary>A visitor who comes, submits and reads; gives how long the slowest answer took.</summary>
    private async Task<TimeSpan> BeServedAsync()
    {
        var startedAt = TimeProvider.System.GetTimestamp();
        using var visitor = await contract.App.VisitAsync();
        var came = TimeProvider.System.GetElapsedTime(startedAt);
        startedAt = TimeProvider.System.GetTimestamp();
        var id = await visitor.SubmitTitlesAsync(Texts.Blog);
        var submitted = TimeProvider.System.GetElapsedTime(startedAt);
        startedAt = TimeProvider.System.GetTimestamp();
        Assert.Equal(HttpStatusCode.OK, (await visitor.SendAsync(HttpMethod.Get, $"/api/ai/job/{id}")).Status);
        return new[] { came, submitted, TimeProvider.System.GetElapsedTime(startedAt) }.Max();
    }

    /// <summary>Sends its request byte by byte, either in its headers for ever or in a body that it has announced.</summary>
    private sealed class SlowClient : IAsyncDisposable
    {
        private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

        private readonly CancellationTokenSource _stop = new();
        private readonly TcpClient _client;
        private readonly Task _sending;

        private SlowClient(TcpClient client)
        {
            _client = client;
            _sending = SendAsync();
        }

        public int Sent { get; private set; }

        [SuppressMessage("Reliability", "CA2000", Justification = "It goes with the client.")]
        public static async Task<SlowClient> StartAsync(Uri url, string cookie, bool hasBody)
        {
            var client = new TcpClient();
            await client.ConnectAsync(url.Host, url.Port);
            var head = $"POST /api/ai/titles HTTP/1.1\r\nHost: {url.Authority}\r\nCookie: {cookie}\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n{(hasBody ? "\r\n" : "X-Slow: ")}";
            await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(head));
            return new SlowClient(client);
        }

        public async ValueTask DisposeAsync()
        {
            await _stop.CancelAsync();
            await _sending;
            _client.Dispose();
            _stop.Dispose();
        }

        private async Task SendAsync()
        {
            try
            {
                while (true)
                {
                    await _client.GetStream().WriteAsync("a"u8.ToArray(), _stop.Token);
                    Sent++;
                    await Task.Delay(Pause, TimeProvider.System, _stop.Token);
                }
            }
            catch (Exception e) when (e is OperationCanceledException or IOException)
            {
                // Told to stop, or sent away.
            }
        }
    }
}
