using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Orleans.Dashboard;
using OrleansAiJobs.Grains.Hosting;

namespace OrleansAiJobs.Silo.Dashboard;

/// <summary>The Orleans Dashboard, where <c>Dashboard:Port</c> asks for it.</summary>
internal static class DashboardSetup
{
    public static ISiloBuilder AddDashboardSite(this ISiloBuilder silo)
    {
        silo.Services.AddSettings<DashboardSiteOptions>(DashboardSiteOptions.Section).ValidateOnStart();
        silo.Services.AddSingleton<IValidateOptions<DashboardSiteOptions>, DashboardSiteOptionsValidator>();
        if (string.IsNullOrEmpty(silo.Configuration[$"{DashboardSiteOptions.Section}:{nameof(DashboardSiteOptions.Port)}"]))
        {
            return silo;
        }

        // Logs have their own ways out, with their own rights.
        silo.AddDashboard(dashboard => dashboard.HideTrace = true);
        silo.Services.AddHostedService(services =>
            new DashboardSite(silo.Services, services, services.GetRequiredService<IOptions<DashboardSiteOptions>>()));
        return silo;
    }
}
