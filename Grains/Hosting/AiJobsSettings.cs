using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace OrleansAiJobs.Grains.Hosting;

/// <summary>Settings that are checked before anything starts: everything that is wrong is told at once, each by the name of its key.</summary>
public static class AiJobsSettings
{
    /// <summary>The exit code of a process whose settings are wrong: <c>EX_CONFIG</c> of sysexits.h. Starting it again does not help.</summary>
    public const int WrongSettings = 78;

    /// <summary>Binds a section to its class. What the class does not know, cannot read or does not allow, keeps the process from starting.</summary>
    public static OptionsBuilder<TOptions> AddSettings<TOptions>(this IServiceCollection services, string section)
        where TOptions : class, new()
    {
        services.AddSingleton<ISettingsSection>(new SettingsSection<TOptions>(section));
        return services.AddOptions<TOptions>().BindConfiguration(section);
    }

    /// <summary>A rule for settings that have no class, such as connection strings: gives a message for everything that is wrong.</summary>
    public static IServiceCollection AddSettingRule(this IServiceCollection services, Func<IConfiguration, IEnumerable<string>> rule) =>
        services.AddSingleton(new SettingRule(rule));

    /// <summary>With wrong settings the process says what is wrong with each, and ends. To be called when everything is registered and nothing is built.</summary>
    public static void CheckSettings(this IHostApplicationBuilder builder)
    {
        // Nothing is made of it but the rules: the host's own would stop at the first class that cannot be bound.
        using var services = builder.Services.BuildServiceProvider();
        var wrong = FindWrong(builder.Configuration, services);
        if (wrong.Count > 0)
        {
            Console.Error.WriteLine(string.Join(Environment.NewLine, wrong));
            Environment.Exit(WrongSettings);
        }
    }

    /// <summary>Everything that is wrong.</summary>
    internal static IReadOnlyList<string> FindWrong(IConfiguration configuration, IServiceProvider services)
    {
        var sections = services.GetServices<ISettingsSection>().ToArray();
        return
        [
            .. services.GetServices<SettingRule>().SelectMany(rule => rule.Check(configuration)),
            .. sections.SelectMany(section => section.Check(configuration, services)),
            .. sections.GroupBy(section => section.Name, StringComparer.OrdinalIgnoreCase).SelectMany(same => FindUnknown(configuration, same)),
        ];
    }

    // One section may be bound to several classes.
    private static IEnumerable<string> FindUnknown(IConfiguration configuration, IGrouping<string, ISettingsSection> sections)
    {
        var known = sections.SelectMany(section => section.Settings).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return configuration.GetSection(sections.Key).GetChildren()
            .Where(setting => !known.Contains(setting.Key))
            .Select(setting => $"{sections.Key}:{setting.Key} is no setting; there are {string.Join(", ", known.Order(StringComparer.Ordinal))}.");
    }
}
