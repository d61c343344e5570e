using System.Net;
using System.Net.Http.Headers;
using System.Text;
using OrleansAiJobs.Tests.Benchmarks.FakeAi;
using OrleansAiJobs.Tests.Benchmarks.Jobs;

namespace OrleansAiJobs.Tests.Benchmarks.Visits;

/// <summary>What visitors ask for, except feeds. Connections are kept, and shared by all visitors.</summary>
internal sealed class VisitorClient(JobLedger ledger, int contentCharacters) : IDisposable
{
    private const int SessionsAtOnce = 16;

    private static readonly TimeProvider Clock = TimeProvider.System;
    private static readonly MediaTypeHeaderValue Json = new("application/json");

    private readonly HttpClient _http = new(new SocketsHttpHandler { UseCookies = false, UseProxy = false });
    private readonly string _filling = Filling(contentCharacters);

    /// <summary>Starts so many guest sessions, round the frontends.</summary>
    public async Task<IReadOnlyList<Visitor>> OpenSessionsAsync(IReadOnlyList<Uri> frontends, int count, CancellationToken cancellationToken)
    {
        var visitors = new Visitor[count];
        await Parallel.ForAsync(
            0,
            count,
            new ParallelOptions { MaxDegreeOfParallelism = SessionsAtOnce, CancellationToken = cancellationToken },
            async (number, token) => visitors[number] = await OpenSessionAsync(frontends[number % frontends.Count], token));
        return visitors;
    }

    /// <summary>Submits one more job; what comes of it is in the ledger.</summary>
    public async Task SubmitAsync(Visitor visitor, CancellationToken cancellationToken)
    {
        var job = ledger.Add(visitor);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(visitor.Frontend, "/api/ai/titles"));
        request.Headers.TryAddWithoutValidation("Cookie", visitor.Cookie);
        request.Content = new ByteArrayContent(Encoding.ASCII.GetBytes(
            $$"""{"content":"{{Marker.Of(job.Number)}} {{_filling}}","count":{{AnswerText.Titles}}}"""));
        request.Content.Headers.ContentType = Json;
        job.PostedAt = Clock.GetTimestamp();
        using var answer = await _http.SendAsync(request, cancellationToken);
        job.AcceptedAt = Clock.GetTimestamp();
        if (answer is { StatusCode: HttpStatusCode.Accepted, Headers.Location: { } location })
        {
            job.Id = location.OriginalString[(location.OriginalString.LastIndexOf('/') + 1)..];
            ledger.Accepted();
        }
        else
        {
            ledger.Refused($"{(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync(cancellationToken)}");
        }
    }

    /// <summary>GET /api/ai/job/{id}.</summary>
    public Task<string> ReadJobAsync(JobTrace job, CancellationToken cancellationToken) =>
        ReadAsync(job.Visitor, $"/api/ai/job/{job.Id}", cancellationToken);

    /// <summary>GET.</summary>
    /// <exception cref="HttpRequestException">It is answered with anything but success.</exception>
    public async Task<string> ReadAsync(Visitor visitor, string path, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(visitor.Frontend, path));
        request.Headers.TryAddWithoutValidation("Cookie", visitor.Cookie);
        using var answer = await _http.SendAsync(request, cancellationToken);
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadAsStringAsync(cancellationToken);
    }

    public void Dispose() => _http.Dispose();

    private async Task<Visitor> OpenSessionAsync(Uri frontend, CancellationToken cancellationToken)
    {
        using var answer = await _http.PostAsync(new Uri(frontend, "/api/session"), null, cancellationToken);
        answer.EnsureSuccessStatusCode();
        var cookie = answer.Headers.GetValues("Set-Cookie").Single();
        return new Visitor(frontend, cookie[..cookie.IndexOf(';', StringComparison.Ordinal)]);
    }

    // The marker and a space are part of the content, too.
    private static string Filling(int contentCharacters)
    {
        const string Sentence = "Community gardens are changing how cities feed themselves, and forty families now grow tomatoes on a former parking lot. ";
        var text = new StringBuilder();
        while (text.Length < contentCharacters)
        {
            text.Append(Sentence);
        }

        return text.ToString(0, Math.Max(1, contentCharacters - Marker.Length - 1)).Trim();
    }
}
