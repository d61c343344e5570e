using Hangfire;
using Hangfire.PostgreSql;

namespace OrleansAiJobs.Tests.HangfireYardstick;

/// <summary>Hangfire on Postgres as its documentation recommends it.</summary>
internal static class HangfireSetup
{
    public static string Database(this WebApplicationBuilder builder) =>
        builder.Configuration.GetConnectionString("postgres") ?? throw new InvalidOperationException("ConnectionStrings:postgres is missing.");

    public static void AddJobs(this WebApplicationBuilder builder)
    {
        var database = builder.Database();
        builder.Services.AddHangfire(hangfire => hangfire
            .SetDataCompatibilityLevel(CompatibilityLevel.Version_180)
            .UseSimpleAssemblyNameTypeSerializer()
            .UseRecommendedSerializerSettings()
            .UsePostgreSqlStorage(
                postgres => postgres.UseNpgsqlConnection(database),
                new PostgreSqlStorageOptions
                {
                    // An idle worker is told of a new job by NOTIFY; it polls besides.
                    EnableLongPolling = true,
                    QueuePollInterval = TimeSpan.FromSeconds(1),
                    UseSlidingInvisibilityTimeout = true,
                }));
    }
}
