using System.Net;
using System.Text.RegularExpressions;
using OrleansAiJobs.Tests.Apps;

namespace OrleansAiJobs.Tests.EndToEnd.Processes;

/// <summary>A web frontend. Started again it listens where it did.</summary>
internal sealed partial class FrontendNode : ClusterNode
{
    private static readonly TimeSpan ReadyTimeout = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(100);

    private readonly Dictionary<string, string> _settings;

    private FrontendNode(string name, Dictionary<string, string> settings)
        : base(name, Build.WebFrontend, "Now listening on: ", settings) => _settings = settings;

    public Uri BaseUrl { get; private set; } = null!;

    public static FrontendNode Create(string name, IReadOnlyDictionary<string, string> settings) => new(name, new Dictionary<string, string>(settings)
    {
        ["ASPNETCORE_URLS"] = "http://127.0.0.1:0",
        ["ASPNETCORE_ENVIRONMENT"] = "Production",
        ["Auth:AllowGuests"] = "true",
    });

    /// <summary>Waits until <c>/health/ready</c> says so.</summary>
    public async Task WaitUntilReadyAsync()
    {
        using var timeout = new CancellationTokenSource(ReadyTimeout, TimeProvider.System);
        using var http = new HttpClient { BaseAddress = BaseUrl };
        try
        {
            while (!await IsReadyAsync(http, timeout.Token))
            {
                await Task.Delay(PollInterval, TimeProvider.System, timeout.Token);
            }
        }
        catch (OperationCanceledException e)
        {
            throw new TimeoutException($"The frontend at {BaseUrl} was not ready within {ReadyTimeout}:\n{Output}", e);
        }
    }

    protected override void Started(string line)
    {
        BaseUrl = new Uri(Address().Match(line).Value);
        _settings["ASPNETCORE_URLS"] = BaseUrl.ToString();
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

    [GeneratedRegex(@"http://[\d.]+:\d+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Address();
}
