using Microsoft.Extensions.DependencyInjection;

namespace OrleansAiJobs.Grains.Braking;

internal static class BrakeSetup
{
    /// <summary>Registers this silo's part of the cluster's brake.</summary>
    public static IServiceCollection AddBrake(this IServiceCollection services)
    {
        services.AddSingleton<SiloBrake>();
        services.AddSingleton<CallReports>();
        services.AddHostedService<BrakeLink>();
        return services;
    }
}
