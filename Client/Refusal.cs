using System.Net.Http.Json;
using System.Text.Json;

namespace OrleansAiJobs.Client;

/// <summary>Answers that are no success.</summary>
internal static class Refusal
{
    /// <exception cref="AiJobsException">It is one.</exception>
    public static async Task ThrowIfRefusedAsync(HttpResponseMessage answer, TimeProvider time, CancellationToken cancellationToken)
    {
        if (!answer.IsSuccessStatusCode)
        {
            throw new AiJobsException(answer.StatusCode, await ReadAsync(answer, cancellationToken), RetryAfter(answer, time));
        }
    }

    private static async Task<Problem> ReadAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        try
        {
            return await answer.Content.ReadFromJsonAsync<Problem>(AiJobsJson.Options, cancellationToken) ?? Unknown;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // A proxy's, perhaps.
            return Unknown;
        }
    }

    private static Problem Unknown => new(Title: null, Detail: null, Code: null, TraceId: null, Errors: null);

    private static TimeSpan? RetryAfter(HttpResponseMessage answer, TimeProvider time) =>
        answer.Headers.RetryAfter is not { } header ? null : header.Delta ?? (header.Date - time.GetUtcNow());
}
