namespace OrleansAiJobs.Tests.Benchmarks.FakeAi;

/// <summary>How long the AI takes.</summary>
/// <param name="UntilFirstChunk">From the request to the first piece of the answer.</param>
/// <param name="UntilRest">From there to all the rest.</param>
internal sealed record AnswerPace(TimeSpan UntilFirstChunk, TimeSpan UntilRest)
{
    public static AnswerPace AtOnce { get; } = new(TimeSpan.Zero, TimeSpan.Zero);
}
