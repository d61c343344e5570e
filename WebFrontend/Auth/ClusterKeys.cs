using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;
using OrleansAiJobs.Grains.Interfaces.Sessions;

namespace OrleansAiJobs.WebFrontend.Auth;

/// <summary>The keys that all frontends share, kept by the cluster.</summary>
/// <remarks>The interface has no asynchronous form. It is asked by <see cref="KeyRingLoader"/> at start, and about once a day.</remarks>
internal sealed class ClusterKeys(IGrainFactory grains) : IXmlRepository
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    private IKeyRingGrain KeyRing => grains.GetGrain<IKeyRingGrain>(0);

    public IReadOnlyCollection<XElement> GetAllElements() =>
        [.. Wait(token => KeyRing.GetAllAsync(token)).Select(xml => XElement.Parse(xml))];

    public void StoreElement(XElement element, string friendlyName) => Wait(async token =>
    {
        await KeyRing.AddAsync(friendlyName, element.ToString(SaveOptions.DisableFormatting), token);
        return true;
    });

    private static T Wait<T>(Func<CancellationToken, Task<T>> call)
    {
        using var limit = new CancellationTokenSource(Limit, TimeProvider.System);
        return Task.Run(() => call(limit.Token), CancellationToken.None).GetAwaiter().GetResult();
    }
}
