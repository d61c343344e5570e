using System.Net;
using Microsoft.AspNetCore.HttpOverrides;
using OrleansAiJobs.Grains.Hosting;
using IPNetwork = System.Net.IPNetwork;

namespace OrleansAiJobs.WebFrontend.Http;

/// <summary>
/// The proxies (<c>ForwardedHeaders:KnownProxies</c>: addresses or networks) whose word counts about the client's address and scheme.
/// From anybody else those headers are ignored. Not the host: proxies are to pass <c>Host</c> on as it came.
/// </summary>
internal static class Proxies
{
    private const string Key = "ForwardedHeaders:KnownProxies";

    public static void AddProxies(this WebApplicationBuilder builder)
    {
        var listed = SettingList.Read(builder.Configuration, Key);
        builder.Services.AddSettingRule(_ => listed.Where(text => Parse(text) is null)
            .Select(wrong => $"{Key} holds '{wrong}', which is neither an address nor a network such as 10.0.0.0/8."));
        IPNetwork[] known = [.. listed.Select(Parse).OfType<IPNetwork>()];
        if (known.Length == 0)
        {
            return;
        }

        builder.Services.Configure<ForwardedHeadersOptions>(options =>
        {
            options.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
            options.KnownProxies.Clear();
            options.KnownIPNetworks.Clear();
            Array.ForEach(known, options.KnownIPNetworks.Add);

            // As many as are known: the first that is not is the client.
            options.ForwardLimit = null;
        });
    }

    /// <summary>Before anything that asks for scheme or address.</summary>
    public static void UseProxies(this WebApplication app)
    {
        if (SettingList.Read(app.Configuration, Key).Count > 0)
        {
            app.UseForwardedHeaders();
        }
    }

    private static IPNetwork? Parse(string text)
    {
        if (IPNetwork.TryParse(text, out var network))
        {
            return network;
        }

        return IPAddress.TryParse(text, out var address) ? new IPNetwork(address, address.GetAddressBytes().Length * 8) : null;
    }
}
