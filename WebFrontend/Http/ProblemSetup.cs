namespace OrleansAiJobs.WebFrontend.Http;

internal static class ProblemSetup
{
    /// <summary>Everything after it answers its failures as problem details.</summary>
    public static void UseProblems(this WebApplication app) => app.UseMiddleware<ProblemMiddleware>();
}
