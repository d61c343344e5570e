namespace OrleansAiJobs.WebFrontend.Feed;

internal static class FeedSetup
{
    public static void AddFeed(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<FeedHub>();
        builder.Services.AddHostedService<FeedInbox>();
    }
}
