namespace OrleansAiJobs.WebFrontend.Http;

/// <summary>An answer that has begun and goes on for long after everything that judges a request has done its work.</summary>
/// <param name="goOn">Ends with the answer.</param>
internal sealed class LongAnswer(Func<Task> goOn)
{
    /// <summary>Goes on with the answer, once.</summary>
    public Task GoOnAsync() => goOn();
}
