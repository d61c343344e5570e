using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using OrleansAiJobs.Grains.Ai;

namespace OrleansAiJobs.Tests.Unit.Ai;

public sealed class AiOptionsTests
{
    [Fact]
    public void With_nothing_configured_the_local_engine_answers() =>
        Assert.Equal("local", Read().Provider);

    [Theory]
    [InlineData("Ai:ApiKey", "k")]
    [InlineData("OPENAI_API_KEY", "k")]
    [InlineData("Ai:BaseUrl", "http://localhost:11434/v1")]
    [InlineData("OPENAI_BASE_URL", "http://localhost:11434/v1")]
    public void A_key_or_a_base_url_is_enough_for_openai(string key, string value) =>
        Assert.Equal("openai", Read((key, value)).Provider);

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    public void Blank_settings_count_as_left_out(string blank) =>
        Assert.Equal("local", Read(("Ai:Provider", blank), ("Ai:ApiKey", blank), ("Ai:BaseUrl", blank), ("OPENAI_API_KEY", blank), ("OPENAI_BASE_URL", blank)).Provider);

    [Fact]
    public void Without_limits_there_are_none_and_blank_ones_count_as_left_out()
    {
        var options = Read(("Ai:RequestsPerMinute", ""), ("Ai:TokensPerMinute", ""));

        Assert.Equal(((int?)null, (int?)null), (options.RequestsPerMinute, options.TokensPerMinute));
        Assert.Equal(600, Read(("Ai:RequestsPerMinute", "600")).RequestsPerMinute);
    }

    [Fact]
    public void The_section_goes_before_the_environment()
    {
        var options = Read(
            ("Ai:ApiKey", " mine\n"),
            ("Ai:BaseUrl", "http://mine/v1"),
            ("OPENAI_API_KEY", "theirs"),
            ("OPENAI_BASE_URL", "http://theirs/v1"));

        Assert.Equal(("mine", "http://mine/v1"), (options.ApiKey, options.BaseUrl));
    }

    [Fact]
    public void The_environment_fills_what_the_section_leaves_blank()
    {
        var options = Read(("Ai:ApiKey", ""), ("OPENAI_API_KEY", "theirs"), ("OPENAI_BASE_URL", "http://theirs/v1"));

        Assert.Equal(("theirs", "http://theirs/v1"), (options.ApiKey, options.BaseUrl));
    }

    [Fact]
    public void The_local_engine_can_be_chosen_in_spite_of_a_key() =>
        Assert.Equal("local", Read(("Ai:Provider", "Local"), ("OPENAI_API_KEY", "k")).Provider);

    [Theory]
    [InlineData("", null)]
    [InlineData("2048", 2_048)]
    [InlineData("10000000", 10_000_000)]
    public void The_window_is_a_setting_that_may_be_left_out(string setting, int? expected) =>
        Assert.Equal(expected, Read(("Ai:ContextTokens", setting)).ContextTokens);

    [Theory]
    [InlineData("Ai:Provider", "anthropic", "Ai:Provider is 'anthropic'")]
    [InlineData("Ai:Provider", "openai", "set Ai:ApiKey (or OPENAI_API_KEY)")]
    [InlineData("Ai:BaseUrl", "localhost:11434", "Ai:BaseUrl")]
    [InlineData("Ai:BaseUrl", "/v1", "Ai:BaseUrl")]
    [InlineData("OPENAI_BASE_URL", "ftp://example.org", "OPENAI_BASE_URL")]
    [InlineData("Ai:ApiKey", "kéy", "Ai:ApiKey")]
    [InlineData("Ai:ApiKey", "two words", "Ai:ApiKey")]
    [InlineData("Ai:Model", "", "Ai:Model")]
    [InlineData("Ai:ContextTokens", "2047", "Ai:ContextTokens must be between 2048 and 10000000")]
    [InlineData("Ai:ContextTokens", "10000001", "Ai:ContextTokens")]
    [InlineData("Ai:AttemptTimeout", "00:00:00", "Ai:AttemptTimeout")]
    [InlineData("Ai:StallTimeout", "02:00:00", "Ai:StallTimeout")]
    [InlineData("Ai:MaxRetryAfter", "-00:00:01", "Ai:MaxRetryAfter")]
    [InlineData("Ai:CacheDuration", "-00:00:01", "Ai:CacheDuration")]
    [InlineData("Ai:CacheDuration", "1.00:00:01", "Ai:CacheDuration")]
    [InlineData("Ai:RequestsPerMinute", "0", "Ai:RequestsPerMinute")]
    [InlineData("Ai:TokensPerMinute", "-5", "Ai:TokensPerMinute")]
    public async Task A_wrong_setting_stops_the_start_and_is_named(string key, string value, string named)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection([KeyValuePair.Create<string, string?>(key, value)]);
        builder.Services.AddLogging().AddAi(builder.Configuration);
        using var host = builder.Build();

        var refused = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync());

        Assert.Contains(named, refused.Message, StringComparison.Ordinal);
        Assert.True(key is "Ai:Provider" || !refused.Message.Contains("kéy", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Right_settings_let_the_host_start()
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection([KeyValuePair.Create<string, string?>("Ai:ApiKey", "k")]);
        builder.Services.AddLogging().AddAi(builder.Configuration);
        using var host = builder.Build();

        await host.StartAsync();

        Assert.Equal("gpt-4.1-mini", host.Services.GetRequiredService<IAiCaller>().Engine);
    }

    private static AiOptions Read(params IEnumerable<(string Key, string Value)> settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create<string, string?>(setting.Key, setting.Value)))
            .Build();
        using var services = new ServiceCollection().AddLogging().AddAi(configuration).BuildServiceProvider();
        return services.GetRequiredService<IOptions<AiOptions>>().Value;
    }
}
