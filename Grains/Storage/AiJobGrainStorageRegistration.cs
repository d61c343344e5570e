using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime.Hosting;

namespace OrleansAiJobs.Grains.Storage;

internal static class AiJobGrainStorageRegistration
{
    /// <summary>Registers the storage of job grains under a name. The <see cref="IAiJobStore"/> must be registered, too.</summary>
    public static IServiceCollection AddAiJobGrainStorage(this IServiceCollection services, string name) =>
        services.AddGrainStorage(name, (provider, _) => new AiJobGrainStorage(provider.GetRequiredService<IAiJobStore>(), provider.GetRequiredService<TimeProvider>()));
}
