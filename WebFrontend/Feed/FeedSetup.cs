using OrleansAiJobs.Grains.Hosting;

namespace OrleansAiJobs.WebFrontend.Feed;

internal static class FeedSetup
{
    public static void AddFeed(this WebApplicationBuilder builder)
    {
        builder.Services.AddSettings<FeedOptions>(FeedOptions.Section)
            .Validate(feed => feed.MaxConnectionsPerUser >= 1, "Feed:MaxConnectionsPerUser must be at least 1.")
            .Validate(feed => feed.MaxConnections >= 1, "Feed:MaxConnections must be at least 1.")
            .Validate(feed => feed.SlowClientTimeout >= TimeSpan.FromSeconds(1), "Feed:SlowClientTimeout must be at least 00:00:01.")
            .ValidateOnStart();
        builder.Services.AddSingleton<FeedHub>();
        builder.Services.AddSingleton<FeedServer>();
        builder.Services.AddSingleton<JobWatch>();
        builder.Services.AddHostedService<FeedInbox>();
        // A client whose network is gone without a word is noticed by its silence.
        builder.Services.Configure<WebSocketOptions>(sockets =>
        {
            sockets.KeepAliveInterval = TimeSpan.FromSeconds(15);
            sockets.KeepAliveTimeout = TimeSpan.FromSeconds(15);
        });
    }
}
