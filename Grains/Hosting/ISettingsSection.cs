using Microsoft.Extensions.Configuration;

namespace OrleansAiJobs.Grains.Hosting;

/// <summary>A section of the configuration and the class that it is bound to.</summary>
internal interface ISettingsSection
{
    string Name { get; }

    /// <summary>The class.</summary>
    Type Type { get; }

    /// <summary>The names of its settings.</summary>
    IEnumerable<string> Settings { get; }

    /// <summary>A message for everything that cannot be read or is not allowed.</summary>
    IEnumerable<string> Check(IConfiguration configuration, IServiceProvider services);
}
