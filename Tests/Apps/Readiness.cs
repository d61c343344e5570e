using System.Net;

namespace OrleansAiJobs.Tests.Apps;

/// <summary>What <c>/health/ready</c> says.</summary>
internal static class Readiness
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(100);

    /// <param name="baseUrl">Whose.</param>
    /// <param name="output">What the process has written, for the message.</param>
    /// <exception cref="TimeoutException">It was not ready within a minute.</exception>
    public static async Task WaitAsync(Uri baseUrl, Func<string> output)
    {
        using var timeout = new CancellationTokenSource(Limit, TimeProvider.System);
        using var http = new HttpClient { BaseAddress = baseUrl };
        try
        {
            while (!await IsReadyAsync(http, timeout.Token))
            {
                await Task.Delay(PollInterval, TimeProvider.System, timeout.Token);
            }
        }
        catch (OperationCanceledException e)
        {
            throw new TimeoutException($"The frontend at {baseUrl} was not ready within {Limit}:\n{output()}", e);
        }
    }

    private static async Task<bool> IsReadyAsync(HttpClient http, CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await http.GetAsync("/health/ready", cancellationToken);
            return answer.StatusCode == HttpStatusCode.OK;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
