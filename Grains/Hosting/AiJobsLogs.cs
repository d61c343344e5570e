using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace OrleansAiJobs.Grains.Hosting;

/// <summary>How a process logs: for people at a terminal and in Development as ever, else one JSON object a line, with its scopes.</summary>
public static class AiJobsLogs
{
    /// <summary>Chooses; <c>Logging:Console:FormatterName</c> chooses otherwise.</summary>
    public static void AddAiJobsLogs(this IHostApplicationBuilder builder)
    {
        if (!builder.Environment.IsProduction() || !Console.IsOutputRedirected || !string.IsNullOrEmpty(builder.Configuration["Logging:Console:FormatterName"]))
        {
            return;
        }

        // The others that there are by default serve debuggers, and each of them keeps a scope of its own for every request that is open.
        builder.Logging.ClearProviders();
        builder.Logging.AddJsonConsole(json =>
        {
            json.IncludeScopes = true;
            json.UseUtcTimestamp = true;
            json.TimestampFormat = "yyyy-MM-ddTHH:mm:ss.fffZ";
            // It stands in no HTML.
            json.JsonWriterOptions = new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
        });
    }
}
