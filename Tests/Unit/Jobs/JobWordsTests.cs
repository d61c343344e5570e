using OrleansAiJobs.Grains.Braking;
using OrleansAiJobs.Grains.Interfaces.Jobs;
using OrleansAiJobs.Grains.Jobs;

namespace OrleansAiJobs.Tests.Unit.Jobs;

public sealed class JobWordsTests
{
    [Theory]
    [InlineData(JobStatus.Pending, "Waiting…", 0)]
    [InlineData(JobStatus.Processing, "Generating titles…", 40)]
    [InlineData(JobStatus.Completed, "Done!", 100)]
    public void Each_state_has_its_words(JobStatus status, string message, int percent)
    {
        var progress = JobWords.Progress(AJob.In(status), "Generating titles…", 40, AJob.At(5), brake: null);

        Assert.Equal(new JobProgress(message, percent), progress);
    }

    [Theory]
    [InlineData(BrakeMode.Slowed, null, "Waiting… The AI service is busy, so jobs start more slowly.")]
    [InlineData(BrakeMode.Broken, 11.2, "Waiting… The AI service is not available right now. Trying it again in 12 s.")]
    [InlineData(BrakeMode.Broken, null, "Waiting… The AI service is not available right now. Trying it again.")]
    [InlineData(BrakeMode.OpenRoad, null, "Waiting… Jobs start one after the other, to keep within this site's limit at the AI service.")]
    public void Who_waits_at_the_brake_reads_why(object mode, double? seconds, string expected)
    {
        var notice = new BrakeNotice((BrakeMode)mode, seconds is { } wait ? TimeSpan.FromSeconds(wait) : null);

        Assert.Equal(expected, JobWords.Progress(AJob.In(JobStatus.Pending), "Generating titles…", 0, AJob.At(5), notice).Message);
        Assert.Equal("Generating titles…", JobWords.Progress(AJob.In(JobStatus.Processing), "Generating titles…", 0, AJob.At(5), notice).Message);
    }

    [Theory]
    [InlineData(JobErrorCodes.ProviderRateLimited, "The AI service is busy. Trying again in 8 s (attempt 2 of 3).")]
    [InlineData(JobErrorCodes.ProviderTimeout, "The AI service took too long. Trying again in 8 s (attempt 2 of 3).")]
    public void Between_attempts_it_says_why_and_when(string code, string expected)
    {
        var outcome = AJob.Bad with { Error = new JobError(code, "m", Retryable: true) };
        var job = AJob.Apply(AJob.In(JobStatus.Processing), new JobEvent.AttemptFailed(1, outcome, AJob.At(20)) { At = AJob.At(12) });

        var progress = JobWords.Progress(job, "Generating titles…", 0, AJob.At(12).AddMilliseconds(300), brake: null);

        Assert.Equal(expected, progress.Message);
    }
}
