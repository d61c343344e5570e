using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;

namespace OrleansAiJobs.Grains.Hosting;

/// <summary>Lets the exceptions of database drivers travel inside ours; without it a caller is told of a missing codec instead of the outage.</summary>
internal static class DriverExceptions
{
    public static IServiceCollection AddDriverExceptions(this IServiceCollection services) =>
        services.Configure<ExceptionSerializationOptions>(options => options.SupportedNamespacePrefixes.Add("Npgsql"));
}
