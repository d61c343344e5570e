using Microsoft.Extensions.Configuration;

namespace OrleansAiJobs.Grains.Hosting;

/// <inheritdoc cref="AiJobsSettings.AddSettingRule"/>
internal sealed record SettingRule(Func<IConfiguration, IEnumerable<string>> Check);
