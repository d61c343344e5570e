using System.ComponentModel;
using System.Reflection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace OrleansAiJobs.Grains.Hosting;

/// <inheritdoc cref="ISettingsSection"/>
internal sealed class SettingsSection<TOptions>(string name) : ISettingsSection
    where TOptions : class, new()
{
    private static readonly PropertyInfo[] Properties = [.. typeof(TOptions).GetProperties().Where(property => property.CanWrite)];

    public string Name => name;

    public Type Type => typeof(TOptions);

    public IEnumerable<string> Settings => Properties.Select(property => property.Name);

    public IEnumerable<string> Check(IConfiguration configuration, IServiceProvider services)
    {
        var section = configuration.GetSection(name);
        var unreadable = Properties.Where(property => !IsReadable(section[property.Name], property.PropertyType)).ToArray();
        var options = new TOptions();
        Without(section, unreadable).Bind(options);
        foreach (var later in services.GetServices<IPostConfigureOptions<TOptions>>())
        {
            later.PostConfigure(Options.DefaultName, options);
        }

        // What a setting would be that cannot be read is not judged: it has its default now.
        return
        [
            .. unreadable.Select(property => $"{name}:{property.Name} is '{section[property.Name]}', which is no {Words(property.PropertyType)}."),
            .. services.GetServices<IValidateOptions<TOptions>>().SelectMany(rule => rule.Validate(Options.DefaultName, options).Failures ?? []),
        ];
    }

    private static IConfiguration Without(IConfigurationSection section, PropertyInfo[] unreadable) => new ConfigurationBuilder()
        .AddInMemoryCollection(section.AsEnumerable(makePathsRelative: true)
            .Where(setting => !Array.Exists(unreadable, property => property.Name.Equals(setting.Key, StringComparison.OrdinalIgnoreCase))))
        .Build();

    private static bool IsReadable(string? text, Type type)
    {
        if (string.IsNullOrEmpty(text))
        {
            return text is null || !type.IsValueType || Nullable.GetUnderlyingType(type) is not null;
        }

        try
        {
            TypeDescriptor.GetConverter(type).ConvertFromInvariantString(text);
            return true;
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // Converters tell in many ways that they cannot.
            return false;
        }
    }

    private static string Words(Type type) => (Nullable.GetUnderlyingType(type) ?? type).Name switch
    {
        nameof(Int32) => "whole number",
        nameof(Boolean) => "true or false",
        nameof(TimeSpan) => "time such as 00:00:30",
        var other => other,
    };
}
