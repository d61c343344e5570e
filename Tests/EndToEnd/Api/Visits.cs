using OrleansAiJobs.Tests.Apps;

namespace OrleansAiJobs.Tests.EndToEnd.Api;

internal static class Visits
{
    /// <summary>A new guest.</summary>
    public static async Task<ApiClient> VisitAsync(this EmbeddedApp app) => await ApiClient.OpenSessionAsync(app.BaseUrl);
}
