using System.Globalization;
using System.Net;
using OrleansAiJobs.Tests.Apps;
using OrleansAiJobs.Tests.EndToEnd.Api;
using Xunit.Abstractions;

namespace OrleansAiJobs.Tests.EndToEnd.OpenApi;

/// <summary>Requests made from the OpenAPI document, good and broken ones, thousands of them (<c>FULL_SIZE=1</c>: 5,000), each a new one.</summary>
[Collection(ContractApp.Name)]
public sealed class FuzzTests(ContractApp.Fixture contract, ITestOutputHelper output)
{
    private const int AtOnce = 4;
    private const int RequestsOfOneVisitor = 100;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task No_request_breaks_it_none_hangs_and_none_that_is_nonsense_is_accepted()
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable("FUZZ_SEED"), NumberStyles.None, CultureInfo.InvariantCulture, out var given) ? given : Random.Shared.Next();
        var count = Scale.Of(5000, 300);
        output.WriteLine($"FUZZ_SEED={seed}: {count} requests");
        var document = await ApiDocument.ReadAsync(contract.App.BaseUrl);
        var maker = new RequestMaker(document, new Random(seed));
        var answers = new Dictionary<HttpStatusCode, int>();
        List<string> faults = [];

        for (var sent = 0; sent < count; sent += RequestsOfOneVisitor)
        {
            using var visitor = await contract.App.VisitAsync();
            maker.Begin(visitor.Cookie, await visitor.SubmitTitlesAsync(Texts.Blog));
            var requests = Enumerable.Range(0, RequestsOfOneVisitor).Select(_ => maker.Next()).ToArray();
            await Parallel.ForEachAsync(requests, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (request, _) =>
            {
                var (status, fault) = await JudgeAsync(document, request);
                lock (faults)
                {
                    answers[status] = answers.GetValueOrDefault(status) + 1;
                    if (fault is not null)
                    {
                        faults.Add($"{request}\n  {fault}");
                    }
                }
            });
        }

        output.WriteLine(string.Join(", ", answers.OrderBy(answer => answer.Key).Select(answer => $"{answer.Value} x {(int)answer.Key}")));
        Assert.True(faults.Count == 0, $"FUZZ_SEED={seed}\n{string.Join('\n', faults.Take(20))}");
        await AssertHealthyAsync();
    }

    private async Task<(HttpStatusCode Status, string? Fault)> JudgeAsync(ApiDocument document, FuzzRequest request)
    {
        var startedAt = TimeProvider.System.GetTimestamp();
        try
        {
            var answer = await Exchange.SendAsync(new Uri(contract.App.BaseUrl, request.Target), request.Operation.Method, request.Headers, request.Body).WaitAsync(Limit, TimeProvider.System);
            return (answer.Status, request.FindFault(answer) ?? document.FindFault(request.Operation, answer));
        }
        catch (TimeoutException)
        {
            return (default, $"no answer within {Limit.TotalSeconds} s");
        }
        catch (HttpRequestException e)
        {
            return (default, $"no answer after {TimeProvider.System.GetElapsedTime(startedAt)}: {e}");
        }
    }

    /// <summary>The process is the one that it was, and does what it did.</summary>
    private async Task AssertHealthyAsync()
    {
        Assert.False(contract.App.Process.HasExited, contract.App.Process.Output);
        Assert.DoesNotContain("is broken", contract.App.Process.Output, StringComparison.Ordinal);
        var health = await Exchange.SendAsync(new Uri(contract.App.BaseUrl, "/health/ready"), "GET", []);
        Assert.Equal(HttpStatusCode.OK, health.Status);
        using var visitor = await contract.App.VisitAsync();
        var id = await visitor.SubmitTitlesAsync(Texts.Blog);
        await visitor.FollowToTheEndAsync(id);
        Assert.Equal("completed", (await visitor.JobAsync(id))["status"]!.GetValue<string>());
    }
}
