using System.Net;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace OrleansAiJobs.Client;

/// <summary>One feed of server-sent events, whatever happens to its connections.</summary>
internal sealed class Feed(HttpClient http, string address, AiJobsClientOptions options, TimeProvider time)
{
    /// <summary>A healthy feed says something every 15 s: silence for so long is a connection that is gone without a word.</summary>
    private static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(45);

    /// <summary>Whether it is over with the terminal event.</summary>
    public bool EndsWithItsJob { get; init; }

    public async IAsyncEnumerable<AiJobEvent> ReadAsync(string? cursor, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var repetition = new Repetition(options, time);
        while (true)
        {
            Exception? failure = null;
            using var connection = new Connection(time, cancellationToken);
            await using var events = OpenAsync(cursor, connection).GetAsyncEnumerator(cancellationToken);
            while (true)
            {
                try
                {
                    if (!await events.MoveNextAsync())
                    {
                        break;
                    }
                }
                catch (Exception e) when (!cancellationToken.IsCancellationRequested && (Repetition.MayHelp(e) || connection.IsSilent))
                {
                    failure = e;
                    break;
                }

                repetition.Begin();
                cursor = events.Current.Cursor ?? cursor;
                yield return events.Current;
                if (EndsWithItsJob && events.Current is (AiJobEvent.Deleted or AiJobEvent.Changed { Job.Terminal: true }))
                {
                    yield break;
                }
            }

            if (connection.IsOver)
            {
                yield break;
            }

            await repetition.WaitAsync(failure, cancellationToken);
        }
    }

    private async IAsyncEnumerable<AiJobEvent> OpenAsync(string? cursor, Connection connection)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        if (cursor is not null)
        {
            request.Headers.Add("Last-Event-ID", cursor);
        }

        using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, connection.Token);
        if (answer.StatusCode is HttpStatusCode.NoContent)
        {
            // The cursor is at the end already.
            connection.IsOver = true;
            yield break;
        }

        await Refusal.ThrowIfRefusedAsync(answer, time, connection.Token);
        await using var stream = await answer.Content.ReadAsStreamAsync(connection.Token);
        await foreach (var item in SseParser.Create(stream).EnumerateAsync(connection.Token))
        {
            connection.Heard(LongestSilence);
            if (Read(item) is { } told)
            {
                yield return told with { Cursor = string.IsNullOrEmpty(item.EventId) || told is AiJobEvent.Progressed or AiJobEvent.Wrote or AiJobEvent.Reset ? null : item.EventId };
            }
        }
    }

    private static AiJobEvent? Read(SseItem<string> item) => item.EventType switch
    {
        "ready" => new AiJobEvent.Ready(),
        "job" => new AiJobEvent.Changed(Parse<AiJob>(item)),
        "deleted" => Parse<AiJobEvent.Deleted>(item),
        "progress" => Parse<AiJobEvent.Progressed>(item),
        "delta" => Parse<AiJobEvent.Wrote>(item),
        "reset" => new AiJobEvent.Reset(),
        _ => null,
    };

    private static T Parse<T>(SseItem<string> item) => JsonSerializer.Deserialize<T>(item.Data, AiJobsJson.Options)
        ?? throw new AiJobsException($"The service sent null as a '{item.EventType}' event.");

    private sealed class Connection : IDisposable
    {
        private readonly CancellationTokenSource _silence;
        private readonly CancellationTokenSource _either;

        public Connection(TimeProvider time, CancellationToken cancellationToken)
        {
            _silence = new CancellationTokenSource(LongestSilence, time);
            _either = CancellationTokenSource.CreateLinkedTokenSource(_silence.Token, cancellationToken);
        }

        public CancellationToken Token => _either.Token;

        public bool IsSilent => _silence.IsCancellationRequested;

        public bool IsOver { get; set; }

        public void Heard(TimeSpan longestSilence) => _silence.CancelAfter(longestSilence);

        public void Dispose()
        {
            _either.Dispose();
            _silence.Dispose();
        }
    }
}
