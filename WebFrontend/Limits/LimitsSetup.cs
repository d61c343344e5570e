using OrleansAiJobs.Grains.Hosting;

namespace OrleansAiJobs.WebFrontend.Limits;

internal static class LimitsSetup
{
    public static void AddLimits(this WebApplicationBuilder builder)
    {
        builder.Services.AddSettings<RateLimitingOptions>(RateLimitingOptions.Section)
            .Validate(limits => limits.SubmitsPerMinute >= 0, "RateLimiting:SubmitsPerMinute must be at least 0.")
            .Validate(limits => limits.GuestsPerAddressPerMinute >= 0, "RateLimiting:GuestsPerAddressPerMinute must be at least 0.")
            .ValidateOnStart();
        builder.Services.AddSingleton<CallerLimits>();
    }
}
