using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection;

namespace OrleansAiJobs.Tests.ScriptedAi;

/// <summary>
/// An AI that speaks OpenAI's chat completions over real HTTP, answers deterministically, and misbehaves on command.
/// It listens on 127.0.0.1.
/// </summary>
public sealed class ScriptedAiServer : IAsyncDisposable
{
    private readonly ReplyScript _script = new();
    private readonly RequestLog _log = new();
    private readonly TimeProvider _timeProvider;
    private readonly WebApplication _app;

    private ScriptedAiServer(TimeProvider timeProvider, int port)
    {
        _timeProvider = timeProvider;
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, port);
            kestrel.Limits.MinResponseDataRate = null;
            kestrel.Limits.MinRequestBodyDataRate = null;
        });
        // A write is over only when the socket has taken it, so that a piece sent before a fault arrives.
        builder.Services.Configure<SocketTransportOptions>(sockets => sockets.MaxWriteBufferSize = 1);
        _app = builder.Build();
        _app.Run(ServeAsync);
    }

    /// <summary>The root; chat completions are below it, with and without <c>/v1</c>.</summary>
    public Uri BaseUrl => new(_app.Urls.Single());

    /// <summary>The reply to whatever nothing else is scripted for.</summary>
    public AiReply Default
    {
        get => _script.Default;
        set => _script.Default = value;
    }

    public IReadOnlyList<AiRequest> Requests => _log.All;

    public int TotalCalls => _log.Total;

    public int InFlight => _log.InFlight;

    public int MaxInFlight => _log.MaxInFlight;

    /// <param name="timeProvider">Rules the delays and stamps the records.</param>
    /// <param name="port">0 for a free one.</param>
    /// <param name="cancellationToken">Aborts the start.</param>
    public static async Task<ScriptedAiServer> StartAsync(
        TimeProvider timeProvider,
        int port = 0,
        CancellationToken cancellationToken = default)
    {
        var server = new ScriptedAiServer(timeProvider, port);
        await server._app.StartAsync(cancellationToken);
        return server;
    }

    /// <summary>Replies to the next requests that no rule takes, in this order.</summary>
    public void Enqueue(params IEnumerable<AiReply> replies) => _script.Enqueue(replies);

    /// <summary>Replies to the next requests that match, in this order; afterwards the rule is spent.</summary>
    public void When(Func<AiRequest, bool> matches, params IEnumerable<AiReply> replies) => _script.When(matches, replies);

    /// <summary>Forgets what is scripted, save the default.</summary>
    public void ClearScript() => _script.Clear();

    /// <summary>Waits until so many requests in all have come, and gives all there are.</summary>
    public Task<IReadOnlyList<AiRequest>> WaitForRequestsAsync(int count, CancellationToken cancellationToken) =>
        _log.WaitAsync(count, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        // Replies that hang are not waited for.
        await _app.StopAsync(new CancellationToken(canceled: true));
        await _app.DisposeAsync();
    }

    private async Task ServeAsync(HttpContext context)
    {
        if (await ControlApi.TryServeAsync(context, this))
        {
            return;
        }

        if (context.Request.Method is not "POST" || context.Request.Path.Value is not ("/v1/chat/completions" or "/chat/completions"))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        using var reader = new StreamReader(context.Request.Body);
        var body = await reader.ReadToEndAsync(context.RequestAborted);
        var request = _log.Begin(number => new AiRequest(number, _timeProvider.GetUtcNow(), context, body));
        await ReplyAsync(context, request);
    }

    private async Task ReplyAsync(HttpContext context, AiRequest request)
    {
        var player = new ReplyPlayer(context, request, _script.Take(request), _timeProvider);
        // The reply may hear of the client's going before this does and be over: disposing of the registration would then take it back unheard.
        await using var registration = context.RequestAborted.Register(MarkAborted);
        try
        {
            await player.PlayAsync();
        }
        catch (Exception e) when (context.RequestAborted.IsCancellationRequested && e is OperationCanceledException or IOException)
        {
            MarkAborted();
        }
        finally
        {
            _log.End();
            request.MarkEnded(_timeProvider.GetUtcNow());
        }

        void MarkAborted()
        {
            if (player.ConnectionIsTheClients)
            {
                request.MarkAborted(_timeProvider.GetUtcNow());
            }
        }
    }
}
