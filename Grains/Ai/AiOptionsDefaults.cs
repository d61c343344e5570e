using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace OrleansAiJobs.Grains.Ai;

/// <summary>Fills in what the section leaves out. Blank settings count as left out, as compose files pass them so.</summary>
internal sealed class AiOptionsDefaults(IConfiguration configuration) : IPostConfigureOptions<AiOptions>
{
    public void PostConfigure(string? name, AiOptions options)
    {
        options.ApiKey = Given(options.ApiKey) ?? Given(configuration["OPENAI_API_KEY"]);
        options.BaseUrl = Given(options.BaseUrl) ?? Given(configuration["OPENAI_BASE_URL"]);
        options.Provider = Given(options.Provider)?.ToLowerInvariant()
            ?? (options.ApiKey is null && options.BaseUrl is null ? AiOptions.Local : AiOptions.OpenAi);
    }

    private static string? Given(string? setting) => string.IsNullOrWhiteSpace(setting) ? null : setting.Trim();
}
