using OrleansAiJobs.WebFrontend.Auth;
using OrleansAiJobs.WebFrontend.Http;
using OrleansAiJobs.WebFrontend.Jobs;

var builder = WebApplication.CreateBuilder(args);

builder.AddServer();
builder.AddCallers();
builder.AddJobs();

var app = builder.Build();

app.UseSecurityHeaders();
app.UseProblems();
app.UsePage();
app.UseCallers();

app.MapSession();
app.MapJobs();
app.MapHealth();

await app.RunAsync();
