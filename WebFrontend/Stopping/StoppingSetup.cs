using Microsoft.Extensions.Options;
using OrleansAiJobs.Grains.Hosting;

namespace OrleansAiJobs.WebFrontend.Stopping;

internal static class StoppingSetup
{
    public static void AddStopping(this WebApplicationBuilder builder)
    {
        builder.Services.AddSettings<StoppingOptions>(StoppingOptions.Section)
            .Validate(
                stopping => stopping.Notice >= TimeSpan.Zero && stopping.Notice <= StoppingOptions.LongestNotice,
                $"Stopping:Notice must be between {TimeSpan.Zero} and {StoppingOptions.LongestNotice}.")
            .ValidateOnStart();
        builder.Services.AddSingleton<StoppingNotice>();
        builder.Services.AddHostedService(services => services.GetRequiredService<StoppingNotice>());
        builder.Services.AddHealthChecks().AddCheck<StoppingNotice>("stopping");
        // The time to stop begins after the notice.
        builder.Services.AddOptions<HostOptions>().PostConfigure<IOptions<StoppingOptions>>(
            (host, stopping) => host.ShutdownTimeout += stopping.Value.Notice);
    }
}
