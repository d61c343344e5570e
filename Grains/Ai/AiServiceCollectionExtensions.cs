using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using OrleansAiJobs.Grains.Ai.Caching;
using OrleansAiJobs.Grains.Ai.LongTexts;
using OrleansAiJobs.Grains.Hosting;

namespace OrleansAiJobs.Grains.Ai;

internal static class AiServiceCollectionExtensions
{
    private const long RememberedBytes = 64 * 1024 * 1024;

    /// <summary>Registers <see cref="IAiCaller"/>. Wrong settings stop the host's start.</summary>
    public static IServiceCollection AddAi(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton(configuration);
        services.AddSettings<AiOptions>(AiOptions.Section).ValidateOnStart();
        services.AddSingleton<IPostConfigureOptions<AiOptions>>(new AiOptionsDefaults(configuration));
        services.AddSingleton<IValidateOptions<AiOptions>, AiOptionsValidator>();
        services.TryAddSingleton(TimeProvider.System);
        // Hosts of a cluster bring a store of their own, which all silos share.
        services.AddDistributedMemoryCache(cache => cache.SizeLimit = RememberedBytes);
        services.AddSingleton<AnswerCache>();
        services.AddSingleton<LocalTurns>();
        services.AddSingleton<ReadingRoom>();
        services.AddSingleton<ChatClientFactory>();
        services.AddSingleton<IAiCaller, AiCaller>();
        return services;
    }
}
