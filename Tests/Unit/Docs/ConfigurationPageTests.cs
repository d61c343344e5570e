using System.Globalization;
using OrleansAiJobs.Grains.Ai;
using OrleansAiJobs.Grains.Jobs;
using OrleansAiJobs.Grains.Storage;
using OrleansAiJobs.WebFrontend.Auth;
using OrleansAiJobs.WebFrontend.Feed;
using OrleansAiJobs.WebFrontend.Limits;
using OrleansAiJobs.WebFrontend.Stopping;

namespace OrleansAiJobs.Tests.Unit.Docs;

public sealed class ConfigurationPageTests
{
    private static readonly (string Section, object Defaults)[] Classes =
    [
        (AiOptions.Section, new AiOptions()),
        (AuthOptions.Section, new AuthOptions()),
        (FeedOptions.Section, new FeedOptions()),
        (JobsOptions.Section, new JobsOptions()),
        (RateLimitingOptions.Section, new RateLimitingOptions()),
        (StoppingOptions.Section, new StoppingOptions()),
        (StorageOptions.Section, new StorageOptions()),
    ];

    [Fact]
    public void The_page_lists_exactly_the_settings_of_the_classes_with_their_defaults()
    {
        var onThePage = File.ReadLines(Path.Combine(AppContext.BaseDirectory, "configuration.md"))
            .Where(line => line.StartsWith("| `", StringComparison.Ordinal))
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries))
            .ToDictionary(cells => cells[1].Trim('`'), cells => cells[2], StringComparer.Ordinal);

        var inTheCode = Classes.SelectMany(known => known.Defaults.GetType().GetProperties()
            .Select(setting => (Key: $"{known.Section}:{setting.Name}", Default: setting.GetValue(known.Defaults)))).ToArray();

        Assert.Equal(
            inTheCode.Select(setting => setting.Key).Order(StringComparer.Ordinal),
            onThePage.Keys.Where(key => Array.Exists(Classes, known => key.StartsWith($"{known.Section}:", StringComparison.Ordinal))).Order(StringComparer.Ordinal));
        Assert.All(inTheCode.Where(setting => setting.Default is not null), setting => Assert.Equal(
            string.Create(CultureInfo.InvariantCulture, $"`{setting.Default}`"), onThePage[setting.Key]));
    }
}
