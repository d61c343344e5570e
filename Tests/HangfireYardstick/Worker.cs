using System.ClientModel;
using Hangfire;
using Npgsql;
using OpenAI;
using OpenAI.Chat;

namespace OrleansAiJobs.Tests.HangfireYardstick;

/// <summary>Runs jobs.</summary>
internal static class Worker
{
    public static async Task RunAsync(WebApplicationBuilder builder)
    {
        var results = NpgsqlDataSource.Create(builder.Database());
        await TitlesJob.CreateTableAsync(results);
        builder.AddJobs();
        builder.Services.AddHangfireServer(server => server.WorkerCount = builder.Configuration.GetValue("Workers", 20));
        builder.Services.AddSingleton(results);
        builder.Services.AddSingleton(new ChatClient(
            "gpt-4.1-mini", new ApiKeyCredential("a-key"), new OpenAIClientOptions { Endpoint = builder.Configuration.GetValue<Uri>("Ai:BaseUrl") }));
        await builder.Build().RunAsync();
    }
}
