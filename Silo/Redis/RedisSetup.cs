using Microsoft.Extensions.Caching.StackExchangeRedis;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Orleans.Clustering.Redis;
using Orleans.Configuration;
using Orleans.Persistence;
using OrleansAiJobs.Grains.Hosting;

namespace OrleansAiJobs.Silo.Redis;

/// <summary>
/// Clustering, reminders and the stream subscriptions are kept in Redis, and with <c>Ai:CacheDuration</c> the AI's answers for so long.
/// No job is.
/// </summary>
internal static class RedisSetup
{
    private const string SubscriptionStore = "PubSubStore";
    private const string AnswerKeys = "ai-jobs:answers:";

    public static void AddRedis(this IHostApplicationBuilder builder)
    {
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddSettingRule(RedisConnection.Check);
        builder.Services.AddSingleton<RedisConnection>();
        builder.Services.AddHostedService<RedisGate>();
    }

    public static ISiloBuilder AddRedisProviders(this ISiloBuilder silo)
    {
        silo.UseRedisClustering(_ => { });
        silo.UseRedisReminderService(_ => { });
        silo.AddRedisGrainStorage(SubscriptionStore, (RedisStorageOptions _) => { });
        // The providers insist on options of their own, although the connection is shared.
        silo.Services.AddOptions<RedisClusteringOptions>().Configure<RedisConnection>((options, redis) =>
        {
            options.ConfigurationOptions = redis.Options;
            options.CreateMultiplexer = async _ => (await redis.GetAsync(), true);
        });
        silo.Services.AddOptions<RedisReminderTableOptions>().Configure<RedisConnection>((options, redis) =>
        {
            options.ConfigurationOptions = redis.Options;
            options.CreateMultiplexer = async _ => (await redis.GetAsync(), true);
        });
        silo.Services.AddOptions<RedisStorageOptions>(SubscriptionStore).Configure<RedisConnection>((options, redis) =>
        {
            options.ConfigurationOptions = redis.Options;
            options.CreateMultiplexer = async _ => (await redis.GetAsync(), true);
            options.DeleteStateOnClear = true;
        });
        silo.Services.AddStackExchangeRedisCache(options => options.InstanceName = AnswerKeys);
        silo.Services.AddOptions<RedisCacheOptions>().Configure<RedisConnection>(
            (options, redis) => options.ConnectionMultiplexerFactory = redis.GetAsync);
        return silo;
    }
}
