using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace OrleansAiJobs.Tests.Unit.Client;

/// <summary>A service that answers what it is told to, at the wire's end of an <see cref="HttpClient"/>.</summary>
internal sealed class ScriptedService : HttpMessageHandler
{
    private readonly Queue<Func<HttpResponseMessage>> _answers = new();
    private readonly List<(string Request, string? Key, string? Cursor)> _requests = [];

    public IReadOnlyList<(string Request, string? Key, string? Cursor)> Requests
    {
        get
        {
            lock (_requests)
            {
                return [.. _requests];
            }
        }
    }

    public ScriptedService Answers(HttpStatusCode status, string body = "{}", TimeSpan? retryAfter = null, string type = "application/json")
    {
        _answers.Enqueue(() =>
        {
            var answer = new HttpResponseMessage(status) { Content = new StringContent(body, Encoding.UTF8, type) };
            answer.Headers.RetryAfter = retryAfter is { } wait ? new RetryConditionHeaderValue(wait) : null;
            return answer;
        });
        return this;
    }

    public ScriptedService Breaks()
    {
        _answers.Enqueue(() => throw new HttpRequestException("The connection was refused."));
        return this;
    }

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        lock (_requests)
        {
            _requests.Add(($"{request.Method} {request.RequestUri!.PathAndQuery}", Header(request, "Idempotency-Key"), Header(request, "Last-Event-ID")));
        }

        return Task.FromResult(_answers.Dequeue()());
    }

    private static string? Header(HttpRequestMessage request, string name) => request.Headers.TryGetValues(name, out var values) ? values.Single() : null;
}
