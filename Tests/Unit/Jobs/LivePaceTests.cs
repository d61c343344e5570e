using OrleansAiJobs.Grains.Jobs;
using OrleansAiJobs.Grains.Recovery;

namespace OrleansAiJobs.Tests.Unit.Jobs;

public sealed class LivePaceTests
{
    [Theory]
    [InlineData(0, 500)]
    [InlineData(1_000, 500)]
    [InlineData(3_000, 1_500)]
    [InlineData(10_000, 5_000)]
    [InlineData(100_000, 10_000)]
    public void Each_processor_tells_of_a_thousand_jobs_a_second_and_of_each_job_every_half_to_ten_seconds(int jobs, int milliseconds)
    {
        var held = new HeldJobs();
        for (var i = 0; i < jobs; i++)
        {
            held.Add(Guid.NewGuid(), this);
        }

        Assert.Equal(TimeSpan.FromMilliseconds(milliseconds), new LivePace(held, processors: 2).Interval);
    }
}
