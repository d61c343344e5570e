using Microsoft.Extensions.Hosting;
using OrleansAiJobs.Grains.Hosting;
using OrleansAiJobs.Silo.Membership;
using OrleansAiJobs.Silo.Redis;

var builder = Host.CreateApplicationBuilder(args);

builder.AddRedis();
builder.UseOrleans(silo => silo
    .AddMembership()
    .AddRedisProviders()
    .AddClusteredAiJobs());

await builder.Build().RunAsync();
