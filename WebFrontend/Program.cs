using OrleansAiJobs.Grains.Hosting;
using OrleansAiJobs.WebFrontend.Auth;
using OrleansAiJobs.WebFrontend.Cluster;
using OrleansAiJobs.WebFrontend.Feed;
using OrleansAiJobs.WebFrontend.Http;
using OrleansAiJobs.WebFrontend.Jobs;
using OrleansAiJobs.WebFrontend.Limits;
using OrleansAiJobs.WebFrontend.OpenApi;
using OrleansAiJobs.WebFrontend.Page;
using OrleansAiJobs.WebFrontend.Stopping;
using OrleansAiJobs.WebFrontend.Telemetry;

// The settings lie beside the program, wherever it is started from.
var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });

builder.AddAiJobsLogs();
builder.AddTelemetry();
builder.AddServer();
builder.AddStopping();
builder.AddProxies();
builder.AddOtherSites();
builder.AddCallers();
builder.AddLimits();
builder.AddCluster();
builder.AddJobs();
builder.AddFeed();
builder.AddOpenApiDocument();

builder.CheckSettings();

var app = builder.Build();

app.UseProxies();
app.UseSecurityHeaders();
app.UseOtherSites();
app.UseProblems();
app.UseHeadLimits();
app.UsePage();
app.UseCallers();
app.UseWebSockets();

app.MapSession();
app.MapJobs();
app.MapFeed();
app.MapHealth();
app.MapOpenApiDocument();

await app.RunAsync();
