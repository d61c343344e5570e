using OrleansAiJobs.Tests.HangfireYardstick;

// Two processes of one program, as it is usual with Hangfire.
var builder = WebApplication.CreateSlimBuilder(args);
builder.Logging.AddFilter("Hangfire", LogLevel.Warning).AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
await (args is ["worker"] ? Worker.RunAsync(builder) : Web.RunAsync(builder));
