using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace OrleansAiJobs.Client;

/// <inheritdoc cref="IAiJobsClient"/>
/// <param name="http">Where, and as whom.</param>
/// <param name="options">How it behaves; null for the defaults.</param>
/// <param name="time">Measures pauses; null for the system's.</param>
public sealed class AiJobsClient(HttpClient http, AiJobsClientOptions? options = null, TimeProvider? time = null) : IAiJobsClient
{
    private readonly AiJobsClientOptions _options = options ?? new AiJobsClientOptions();
    private readonly TimeProvider _time = time ?? TimeProvider.System;

    /// <inheritdoc/>
    public Task<AiJob> SubmitAsync<TInput>(string type, TInput input, string? idempotencyKey = null, CancellationToken cancellationToken = default)
    {
        var key = idempotencyKey ?? Guid.NewGuid().ToString("D");
        return RepeatAsync(
            () =>
            {
                var request = new HttpRequestMessage(HttpMethod.Post, $"/api/ai/{Uri.EscapeDataString(type)}") { Content = JsonContent.Create(input, options: AiJobsJson.Options) };
                request.Headers.Add("Idempotency-Key", key);
                return request;
            },
            ReadAsync<AiJob>,
            cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<AiJob?> GetAsync(Guid id, CancellationToken cancellationToken = default)
    {
        try
        {
            return await RepeatAsync(() => new HttpRequestMessage(HttpMethod.Get, Address(id)), ReadAsync<AiJob>, cancellationToken);
        }
        catch (AiJobsException e) when (e.Status is HttpStatusCode.NotFound)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<AiJob> GetHistoryAsync(AiJobsFilter? filter = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var query = string.Create(CultureInfo.InvariantCulture, $"/api/ai/history?limit={_options.PageSize}");
        query += filter?.Type is { } type ? $"&type={Uri.EscapeDataString(type)}" : "";
        query += filter?.Status is { } status ? $"&status={JsonNamingPolicy.CamelCase.ConvertName(status.ToString())}" : "";
        string? cursor = null;
        do
        {
            var address = cursor is null ? query : $"{query}&cursor={Uri.EscapeDataString(cursor)}";
            var page = await RepeatAsync(() => new HttpRequestMessage(HttpMethod.Get, address), ReadAsync<HistoryPage>, cancellationToken);
            foreach (var job in page.Items)
            {
                yield return job;
            }

            cursor = page.NextCursor;
        }
        while (cursor is not null);
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<AiJobEvent> FollowAsync(Guid id, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var feed = new Feed(http, $"{Address(id)}/events", _options, _time) { EndsWithItsJob = true };
        await foreach (var told in feed.ReadAsync(cursor: null, cancellationToken))
        {
            yield return told;
        }
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<AiJobEvent> FollowAllAsync(string? cursor = null, CancellationToken cancellationToken = default) =>
        new Feed(http, "/api/ai/events", _options, _time).ReadAsync(cursor, cancellationToken);

    /// <inheritdoc/>
    public async Task<AiJob> WaitAsync(Guid id, CancellationToken cancellationToken = default)
    {
        await foreach (var told in FollowAsync(id, cancellationToken))
        {
            if (told is AiJobEvent.Deleted)
            {
                break;
            }
        }

        return await GetAsync(id, cancellationToken) ?? throw new AiJobsException($"Job {id} was deleted.");
    }

    /// <inheritdoc/>
    public Task<AiJob> CancelAsync(Guid id, CancellationToken cancellationToken = default) =>
        RepeatAsync(() => new HttpRequestMessage(HttpMethod.Post, $"{Address(id)}/cancel"), ReadAsync<AiJob>, cancellationToken);

    /// <inheritdoc/>
    public async Task<AiJob> RetryAsync(Guid id, CancellationToken cancellationToken = default)
    {
        // Not repeated: the job may have been tried again, and have failed, meanwhile.
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{Address(id)}/retry");
        return await SendAsync(request, ReadAsync<AiJob>, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task DeleteAsync(Guid id, CancellationToken cancellationToken = default)
    {
        // Not repeated: the second answer would be that there is no such job.
        using var request = new HttpRequestMessage(HttpMethod.Delete, Address(id));
        await SendAsync(request, (_, _) => Task.FromResult(true), cancellationToken);
    }

    private static string Address(Guid id) => $"/api/ai/job/{id:D}";

    private async Task<T> RepeatAsync<T>(
        Func<HttpRequestMessage> create, Func<HttpResponseMessage, CancellationToken, Task<T>> read, CancellationToken cancellationToken)
    {
        var repetition = new Repetition(_options, _time);
        while (true)
        {
            Exception failure;
            try
            {
                using var request = create();
                return await SendAsync(request, read, cancellationToken);
            }
            catch (Exception e) when (repetition.IsWorthIt(e))
            {
                failure = e;
            }

            await repetition.WaitAsync(failure, cancellationToken);
        }
    }

    private async Task<T> SendAsync<T>(
        HttpRequestMessage request, Func<HttpResponseMessage, CancellationToken, Task<T>> read, CancellationToken cancellationToken)
    {
        using var answer = await http.SendAsync(request, cancellationToken);
        await Refusal.ThrowIfRefusedAsync(answer, _time, cancellationToken);
        return await read(answer, cancellationToken);
    }

    private static async Task<T> ReadAsync<T>(HttpResponseMessage answer, CancellationToken cancellationToken) =>
        await answer.Content.ReadFromJsonAsync<T>(AiJobsJson.Options, cancellationToken)
        ?? throw new AiJobsException("The service answered null.");

    private sealed record HistoryPage(IReadOnlyList<AiJob> Items, string? NextCursor);
}
