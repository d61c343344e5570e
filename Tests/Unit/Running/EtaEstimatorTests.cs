using OrleansAiJobs.Grains.Running;

namespace OrleansAiJobs.Tests.Unit.Running;

public sealed class EtaEstimatorTests
{
    private static readonly TimeSpan Median = TimeSpan.FromSeconds(10);

    [Fact]
    public void Nothing_is_claimed_without_samples()
    {
        Assert.Null(EtaEstimator.Waiting(1, 8, median: null));
        Assert.Null(EtaEstimator.Running(TimeSpan.FromSeconds(1), 50, median: null));
    }

    [Theory]
    [InlineData(1, 15)]
    [InlineData(8, 15)]
    [InlineData(9, 25)]
    [InlineData(80, 105)]
    public void A_waiting_job_takes_the_rounds_before_it_and_its_own_run(int position, double seconds)
    {
        Assert.Equal(TimeSpan.FromSeconds(seconds), EtaEstimator.Waiting(position, slots: 8, Median));
    }

    [Theory]
    [InlineData(2, 0, 8)]
    [InlineData(12, 0, 0)]
    [InlineData(2, 50, 5)]
    [InlineData(20, 50, 10)]
    public void A_running_job_is_judged_by_the_typical_run_and_more_and_more_by_its_own_text(int elapsed, int percent, double seconds)
    {
        Assert.Equal(TimeSpan.FromSeconds(seconds), EtaEstimator.Running(TimeSpan.FromSeconds(elapsed), percent, Median));
    }

    [Fact]
    public void The_median_waits_for_enough_samples_and_forgets_old_ones()
    {
        var samples = new DurationSamples();
        for (var n = 1; n <= 4; n++)
        {
            samples.Add("titles", TimeSpan.FromSeconds(n));
        }

        Assert.Null(samples.Median("titles"));
        samples.Add("titles", TimeSpan.FromSeconds(5));
        Assert.Equal(TimeSpan.FromSeconds(3), samples.Median("titles"));
        for (var n = 0; n < 200; n++)
        {
            samples.Add("titles", TimeSpan.FromSeconds(100));
        }

        Assert.Equal(TimeSpan.FromSeconds(100), samples.Median("titles"));
        Assert.Null(samples.Median("summary"));
    }
}
