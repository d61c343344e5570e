using OrleansAiJobs.Grains.Running;

namespace OrleansAiJobs.Tests.Unit.Running;

public sealed class EtaEstimatorTests
{
    private static readonly TimeSpan Median = TimeSpan.FromSeconds(10);

    [Fact]
    public void Nothing_is_claimed_without_samples()
    {
        Assert.Null(EtaEstimator.Waiting(1, 8, median: null));
        Assert.Null(EtaEstimator.Running(TimeSpan.FromSeconds(1), 50, medianRest: null));
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
    [InlineData(2, 0, 10)]
    [InlineData(2, 25, 8)]
    [InlineData(2, 50, 2)]
    [InlineData(20, 80, 5)]
    public void A_running_job_is_judged_by_others_and_more_and_more_by_its_own_text(int elapsed, int percent, double seconds)
    {
        Assert.Equal(TimeSpan.FromSeconds(seconds), EtaEstimator.Running(TimeSpan.FromSeconds(elapsed), percent, medianRest: Median));
    }

    /// <summary>The text grows evenly; its length is known only from others'.</summary>
    [Fact]
    public void Of_500_log_normal_runs_the_estimate_is_off_by_a_third_at_the_start_and_by_a_fifth_halfway()
    {
        var random = new Random(4);
        var samples = new DurationSamples();
        List<double> atStart = [];
        List<double> halfway = [];
        for (var run = 0; run < 520; run++)
        {
            var took = TimeSpan.FromSeconds(3 * Math.Exp(0.5 * Normal(random)));
            var length = (int)(200 * Math.Exp(0.1 * Normal(random)));
            if (samples.Median("titles", 250) is { } median)
            {
                atStart.Add(Math.Abs((median / took) - 1));
                var percent = (int)(100 * (length / 2) / (250 * samples.LengthRatio("titles")));
                var rest = EtaEstimator.Running(took / 2, percent, samples.MedianRest("titles", 250, took / 2))!.Value;
                halfway.Add(Math.Abs((rest / (took / 2)) - 1));
            }

            samples.Add("titles", 250, length, took);
        }

        Assert.InRange(Median50(atStart), 0.2, 0.35);
        Assert.InRange(Median50(halfway), 0, 0.20);
    }

    private static double Median50(List<double> errors) => errors.Order().ElementAt(errors.Count / 2);

    // Box and Muller, 1958.
    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
