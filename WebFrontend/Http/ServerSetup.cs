using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace OrleansAiJobs.WebFrontend.Http;

/// <summary>The web server itself: where it listens and what it bears.</summary>
internal static class ServerSetup
{
    public const string DefaultUrl = "http://localhost:5080";

    /// <summary>1 MB; an address that takes more says so itself.</summary>
    public const int MaxBodyBytes = 1024 * 1024;

    /// <summary>
    /// Of a body that nobody reads, because the request was refused, the server reads so much, for 5 s at most, and throws it away. Most clients
    /// send all before they read the answer; if the connection were closed meanwhile, they would not see it, and lose their next request with it.
    /// </summary>
    private const int MostToDiscard = 16 * 1024 * 1024;

    public static void AddServer(this WebApplicationBuilder builder)
    {
        if (!SaysWhereToListen(builder.Configuration))
        {
            builder.WebHost.UseUrls(DefaultUrl);
        }

        // The page is found also when the built program is started from another folder than the project's.
        builder.WebHost.UseStaticWebAssets();
        builder.WebHost.ConfigureKestrel(Limit);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddHealthChecks();
        builder.Services.ConfigureHttpJsonOptions(json =>
        {
            ApiJson.Configure(json.SerializerOptions);
            json.SerializerOptions.TypeInfoResolverChain.Insert(0, ApiJson.Default);
        });
    }

    // The default cannot be in appsettings.json: that file overrides ASPNETCORE_URLS.
    private static bool SaysWhereToListen(ConfigurationManager configuration)
    {
        string[] keys = [WebHostDefaults.ServerUrlsKey, WebHostDefaults.HttpPortsKey, WebHostDefaults.HttpsPortsKey];
        return keys.Any(key => !string.IsNullOrEmpty(configuration[key])) || configuration.GetSection("Kestrel:Endpoints").Exists();
    }

    private static void Limit(KestrelServerOptions kestrel)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = MostToDiscard;
        kestrel.Limits.MaxRequestLineSize = 2 * HeadLimits.MaxTargetCharacters;
        kestrel.Limits.MaxRequestHeadersTotalSize = 2 * HeadLimits.MaxHeaderCharacters;
        kestrel.Limits.MaxRequestHeaderCount = 2 * HeadLimits.MaxHeaders;
        kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);
        kestrel.Limits.MinRequestBodyDataRate = new MinDataRate(bytesPerSecond: 240, gracePeriod: TimeSpan.FromSeconds(5));
    }
}
