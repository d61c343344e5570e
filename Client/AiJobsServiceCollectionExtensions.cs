using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace OrleansAiJobs.Client;

/// <summary>Registers <see cref="IAiJobsClient"/>.</summary>
public static class AiJobsServiceCollectionExtensions
{
    /// <summary>A typed client. Who calls is for the returned builder to say, such as by a handler that adds a token.</summary>
    /// <param name="services">Where to register it.</param>
    /// <param name="baseAddress">Where a frontend answers, such as <c>https://jobs.example.com</c>.</param>
    /// <param name="configure">How the client behaves.</param>
    public static IHttpClientBuilder AddAiJobsClient(this IServiceCollection services, Uri baseAddress, Action<AiJobsClientOptions>? configure = null)
    {
        services.Configure(configure ?? (_ => { }));
        return services.AddHttpClient<IAiJobsClient, AiJobsClient>((http, provider) =>
        {
            http.BaseAddress = baseAddress;
            return new AiJobsClient(http, provider.GetRequiredService<IOptions<AiJobsClientOptions>>().Value, provider.GetService<TimeProvider>());
        });
    }
}
