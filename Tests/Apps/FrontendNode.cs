using System.Text.RegularExpressions;

namespace OrleansAiJobs.Tests.Apps;

/// <summary>A web frontend. Started again it listens where it did.</summary>
public sealed partial class FrontendNode : ClusterNode
{
    /// <summary>How a frontend that is no silo collects its garbage, here and where it is deployed.</summary>
    public static readonly IReadOnlyDictionary<string, string> Collector = new Dictionary<string, string>
    {
        ["DOTNET_gcServer"] = "0",
        ["DOTNET_GCGen0MaxBudget"] = "0x800000",
    };

    private readonly Dictionary<string, string> _settings;

    private FrontendNode(string name, Dictionary<string, string> settings)
        : base(name, Build.WebFrontend, "Now listening on: ", settings) => _settings = settings;

    public Uri BaseUrl { get; private set; } = null!;

    public static FrontendNode Create(string name, IReadOnlyDictionary<string, string> settings)
    {
        var all = new Dictionary<string, string>(Collector);
        foreach (var (key, value) in settings)
        {
            all[key] = value;
        }

        all["ASPNETCORE_URLS"] = "http://127.0.0.1:0";
        all["ASPNETCORE_ENVIRONMENT"] = "Production";
        all["Auth:AllowGuests"] = "true";
        return new FrontendNode(name, all);
    }

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
