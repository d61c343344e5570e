namespace OrleansAiJobs.WebFrontend.Http;

internal static class LongAnswerSetup
{
    /// <summary>Before everything else: what comes after it has returned when a long answer goes on.</summary>
    public static void UseLongAnswers(this WebApplication app) => app.UseMiddleware<LongAnswerMiddleware>();
}
