using System.Text.RegularExpressions;

namespace OrleansAiJobs.Tests.Apps;

/// <summary>A web frontend. Started again it listens where it did.</summary>
public sealed partial class FrontendNode : ClusterNode
{
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
    public Task WaitUntilReadyAsync() => Readiness.WaitAsync(BaseUrl, () => Output);

    protected override void Started(string line)
    {
        BaseUrl = new Uri(Address().Match(line).Value);
        _settings["ASPNETCORE_URLS"] = BaseUrl.ToString();
    }

    [GeneratedRegex(@"http://[\d.]+:\d+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Address();
}
