using System.Buffers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using OrleansAiJobs.Tests.Benchmarks.Jobs;

namespace OrleansAiJobs.Tests.Benchmarks.FakeAi;

/// <summary>
/// An AI that costs as little as it can, in the process of the benchmark, so that its clock is the feeds' clock. It speaks OpenAI's
/// protocol as far as our client does: streamed chat completions.
/// </summary>
internal sealed class FakeAiServer : IAsyncDisposable
{
    private static readonly TimeProvider Clock = TimeProvider.System;

    private readonly JobLedger _ledger;
    private readonly WebApplication _app;

    private FakeAiServer(JobLedger ledger, AnswerPace pace)
    {
        _ledger = ledger;
        Pace = pace;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0").ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MinRequestBodyDataRate = null;
            kestrel.Limits.MinResponseDataRate = null;
        });
        _app = builder.Build();
        _app.Run(AnswerAsync);
    }

    /// <summary>What the setting <c>Ai:BaseUrl</c> must be.</summary>
    public string BaseUrl => $"{_app.Urls.Single()}/v1";

    /// <summary>Of the answers to calls from now on.</summary>
    public AnswerPace Pace { get; set; }

    public static async Task<FakeAiServer> StartAsync(JobLedger ledger, AnswerPace pace)
    {
        var server = new FakeAiServer(ledger, pace);
        await server._app.StartAsync();
        return server;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        if (await ReadJobAsync(context) is not { } job)
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }

        job.Called(Clock.GetTimestamp());
        try
        {
            await AnswerAsync(context, job);
        }
        catch (OperationCanceledException)
        {
            // Who asked has gone.
        }
    }

    private async Task AnswerAsync(HttpContext context, JobTrace job)
    {
        var pace = Pace;
        var output = context.Response.BodyWriter;
        context.Response.ContentType = "text/event-stream";
        await PauseAsync(pace.UntilFirstChunk, context.RequestAborted);
        AnswerText.WriteFirst(output, job.Number);
        job.FlushingFirstChunk(Clock.GetTimestamp());
        if (pace.UntilRest > TimeSpan.Zero)
        {
            await output.FlushAsync(context.RequestAborted);
            await PauseAsync(pace.UntilRest, context.RequestAborted);
        }

        AnswerText.WriteRest(output, job.Number);
        // It is sent with the end of the answer, in one packet. By the time that is done it may have been read already.
        job.FlushingAnswer(Clock.GetTimestamp());
    }

    private async Task<JobTrace?> ReadJobAsync(HttpContext context)
    {
        var reader = context.Request.BodyReader;
        while (true)
        {
            var read = await reader.ReadAsync(context.RequestAborted);
            if (read.IsCompleted)
            {
                var number = Find(read.Buffer);
                reader.AdvanceTo(read.Buffer.End);
                return number is { } known ? _ledger.Find(known) : null;
            }

            reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    private static int? Find(ReadOnlySequence<byte> body)
    {
        if (body.IsSingleSegment)
        {
            return Marker.Find(body.FirstSpan);
        }

        var copy = ArrayPool<byte>.Shared.Rent((int)body.Length);
        body.CopyTo(copy);
        var number = Marker.Find(copy.AsSpan(0, (int)body.Length));
        ArrayPool<byte>.Shared.Return(copy);
        return number;
    }

    private static Task PauseAsync(TimeSpan pause, CancellationToken cancellationToken) =>
        pause > TimeSpan.Zero ? Task.Delay(pause, Clock, cancellationToken) : Task.CompletedTask;
}
