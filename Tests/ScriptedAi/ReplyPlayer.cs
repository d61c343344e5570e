using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace OrleansAiJobs.Tests.ScriptedAi;

/// <summary>Plays one reply on one connection.</summary>
internal sealed class ReplyPlayer(HttpContext context, AiRequest request, AiReply reply, TimeProvider timeProvider)
{
    private readonly CompletionJson _json = new(request, reply);
    private readonly CancellationToken _aborted = context.RequestAborted;

    /// <summary>False when the connection was ended on purpose, so that its end says nothing of the client.</summary>
    public bool ConnectionIsTheClients { get; private set; } = true;

    public async Task PlayAsync()
    {
        await PauseAsync(reply.Delay, reply.Gate);
        if (await BreakAsync(sent: -1))
        {
            return;
        }

        context.Response.Headers["x-request-id"] = $"req-{request.Number}";
        foreach (var (name, value) in reply.Headers)
        {
            context.Response.Headers[name] = value;
        }

        context.Response.StatusCode = reply.Status;
        if (reply.Body is not null || reply.Status is not 200)
        {
            await WriteBodyAsync(reply.ContentType, reply.Body ?? _json.Error());
        }
        else if (request.Streaming)
        {
            await StreamAsync();
        }
        else
        {
            await WriteBodyAsync("application/json", _json.Whole(Answer()));
        }
    }

    private async Task StreamAsync()
    {
        context.Response.ContentType = "text/event-stream; charset=utf-8";
        var answer = Answer();
        var pieces = AnswerPieces.Cut(answer, reply.Chunks).ToList();
        var sent = 0;
        await SendAsync(_json.Role());
        foreach (var piece in pieces)
        {
            if (await BreakAsync(sent))
            {
                return;
            }

            await PauseAsync(reply.ChunkDelay, reply.ChunkGate);
            sent++;
            await SendAsync(_json.Delta(piece, reply.FinishWithLastPiece && sent == pieces.Count ? reply.FinishReason : null));
        }

        if (await BreakAsync(sent))
        {
            return;
        }

        await PauseAsync(TimeSpan.Zero, reply.FinishGate);
        await EndAsync(answer);
    }

    private async Task EndAsync(string answer)
    {
        if (reply.FinishReason is not null && !reply.FinishWithLastPiece)
        {
            await SendAsync(_json.Finish(reply.FinishReason));
        }

        if (request.WantsUsage && reply.Usage)
        {
            await SendAsync(_json.Usage(answer));
        }

        if (reply.Done)
        {
            await SendAsync("[DONE]");
        }
    }

    /// <returns>Whether the reply is over.</returns>
    private async Task<bool> BreakAsync(int sent)
    {
        if (reply.Fault is AiFault.None || sent != reply.FaultAfterChunks)
        {
            return false;
        }

        switch (reply.Fault)
        {
            case AiFault.Silence:
                await Task.Delay(Timeout.InfiniteTimeSpan, timeProvider, _aborted);
                return true;
            case AiFault.ErrorEvent:
                await SendAsync(_json.Error());
                return true;
            case AiFault.BrokenChunk:
                await SendAsync("{\"id\":\"chatcmpl-1\",\"choices\":[{\"del");
                return false;
            default:
                ConnectionIsTheClients = false;
                EndConnection(reset: reply.Fault is AiFault.Reset);
                return true;
        }
    }

    private void EndConnection(bool reset)
    {
        var socket = context.Features.GetRequiredFeature<IConnectionSocketFeature>().Socket;
        if (reset)
        {
            socket.LingerState = new LingerOption(enable: true, seconds: 0);
            socket.Close();
        }
        else
        {
            socket.Shutdown(SocketShutdown.Send);
        }

        context.Abort();
    }

    private string Answer()
    {
        var answer = reply.Answer ?? AptAnswer.For(request);
        return reply.Fenced ? $"```json\n{answer}\n```" : answer;
    }

    private async Task PauseAsync(TimeSpan delay, Gate? gate)
    {
        if (delay > TimeSpan.Zero)
        {
            await Task.Delay(delay, timeProvider, _aborted);
        }

        if (gate is not null)
        {
            await gate.WaitAsync(_aborted);
        }
    }

    private async Task SendAsync(string data)
    {
        await context.Response.WriteAsync($"data: {data}\n\n", _aborted);
        await context.Response.Body.FlushAsync(_aborted);
    }

    private async Task WriteBodyAsync(string contentType, string body)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        context.Response.ContentType = contentType;
        context.Response.ContentLength = bytes.Length;
        await context.Response.Body.WriteAsync(bytes, _aborted);
    }
}
