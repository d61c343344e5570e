using Microsoft.Extensions.Hosting;
using OrleansAiJobs.Grains.Hosting;
using OrleansAiJobs.Silo.Dashboard;
using OrleansAiJobs.Silo.Membership;
using OrleansAiJobs.Silo.Redis;

// The settings lie beside the program, wherever it is started from.
var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { Args = args, ContentRootPath = AppContext.BaseDirectory });

builder.AddAiJobsLogs();
builder.AddAiJobsTelemetry("ai-jobs-silo");
builder.AddRedis();
builder.UseOrleans(silo => silo
    .AddMembership()
    .AddRedisProviders()
    .AddClusteredAiJobs()
    .AddDashboardSite());

builder.CheckSettings();

await builder.Build().RunAsync();
