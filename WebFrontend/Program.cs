using OrleansAiJobs.WebFrontend.Auth;
using OrleansAiJobs.WebFrontend.Cluster;
using OrleansAiJobs.WebFrontend.Feed;
using OrleansAiJobs.WebFrontend.Http;
using OrleansAiJobs.WebFrontend.Jobs;
using OrleansAiJobs.WebFrontend.Limits;
using OrleansAiJobs.WebFrontend.Page;

// The settings lie beside the program, wherever it is started from.
var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });

builder.AddServer();
builder.AddProxies();
builder.AddOtherSites();
builder.AddCallers();
builder.AddLimits();
builder.AddCluster();
builder.AddJobs();
builder.AddFeed();

var app = builder.Build();

app.UseProxies();
app.UseSecurityHeaders();
app.UseOtherSites();
app.UseProblems();
app.UsePage();
app.UseCallers();
app.UseWebSockets();

app.MapSession();
app.MapJobs();
app.MapFeed();
app.MapHealth();

await app.RunAsync();
