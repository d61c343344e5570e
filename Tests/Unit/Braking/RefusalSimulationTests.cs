namespace OrleansAiJobs.Tests.Unit.Braking;

public sealed class RefusalSimulationTests
{
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(30);

    public static TheoryData<string, double> Providers
    {
        get
        {
            var providers = new TheoryData<string, double>();
            foreach (var counting in new[] { "token bucket", "fixed windows", "sliding window" })
            {
                foreach (var limit in new[] { 1.0, 3, 10, 100 })
                {
                    providers.Add(counting, limit);
                }
            }

            return providers;
        }
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public void After_half_a_minute_few_calls_are_refused_and_nearly_all_that_is_allowed_is_used(string counting, double limit)
    {
        var end = LongEnough(limit);
        foreach (var seed in Enumerable.Range(1, 5))
        {
            var simulation = new BrakeSimulation(LimitedProvider.Of(counting, limit), seed);

            simulation.Run(end);

            Check(simulation.Between(WarmUp, end, limit), $"{counting}, {limit}/s, seed {seed}");
        }
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public void The_rate_follows_a_limit_that_halves(string counting, double limit)
    {
        var change = LongEnough(limit);
        foreach (var seed in Enumerable.Range(1, 5))
        {
            var simulation = new BrakeSimulation(LimitedProvider.Of(counting, limit), seed);

            simulation.Run(change * 2, (change, limit / 2));

            Check(simulation.Between(change + Adapting(limit / 2, calls: 100), change * 2, limit / 2), $"{counting}, {limit}/s halved, seed {seed}");
        }
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public void The_rate_follows_a_limit_that_doubles(string counting, double limit)
    {
        var change = LongEnough(limit);
        foreach (var seed in Enumerable.Range(1, 5))
        {
            var simulation = new BrakeSimulation(LimitedProvider.Of(counting, limit), seed);

            simulation.Run(change * 2, (change, limit * 2));

            Check(simulation.Between(change + Adapting(limit * 2, calls: 500), change * 2, limit * 2), $"{counting}, {limit}/s doubled, seed {seed}");
        }
    }

    [Theory]
    [InlineData("token bucket", 10)]
    [InlineData("fixed windows", 10)]
    [InlineData("sliding window", 10)]
    public void A_provider_that_asks_for_a_second_of_rest_gets_it_and_still_has_enough_to_do(string counting, double limit)
    {
        foreach (var seed in Enumerable.Range(1, 5))
        {
            var simulation = new BrakeSimulation(LimitedProvider.Of(counting, limit), seed) { RetryAfter = TimeSpan.FromSeconds(1) };

            simulation.Run(TimeSpan.FromMinutes(5));

            Check(simulation.Between(WarmUp, TimeSpan.FromMinutes(5), limit), $"{counting}, {limit}/s, Retry-After 1, seed {seed}");
        }
    }

    // A slow provider needs longer until it has had calls enough to tell 2 % from 1 %.
    private static TimeSpan LongEnough(double limit) => TimeSpan.FromSeconds(Math.Max(180, 1200 / limit));

    // Half a minute again; but with fewer than 2 % of refusals nobody can learn from fewer than some hundred calls that more is allowed.
    private static TimeSpan Adapting(double limit, int calls) => TimeSpan.FromSeconds(Math.Max(30, calls / limit));

    private static void Check((double RefusedPercent, double UsedPercent) figures, string run)
    {
        Assert.True(figures.RefusedPercent < 2, $"{run}: {figures.RefusedPercent:0.00} % of the calls were refused.");
        Assert.True(figures.UsedPercent > 90, $"{run}: {figures.UsedPercent:0.0} % of what is allowed was used.");
    }
}
