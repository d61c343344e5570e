using OrleansAiJobs.Grains.Braking;

namespace OrleansAiJobs.Tests.Unit.Braking;

public sealed class BrakeTests
{
    private readonly Brake _brake = new(BrakeLimits.None);

    [Fact]
    public void A_healthy_provider_needs_no_permits()
    {
        _brake.Answered();

        Assert.Equal((BrakeMode.OpenRoad, false, false), (_brake.Mode, _brake.NeedsPermits, _brake.IsWary));
    }

    [Fact]
    public void The_first_refusal_slows_the_cluster_to_what_was_taken_of_late()
    {
        Refuse(At(0), taken: 8);

        Assert.Equal((BrakeMode.Slowed, true, 8.0), (_brake.Mode, _brake.NeedsPermits, _brake.LearnedRate));
        Assert.Equal(8, TakeAll(At(0), At(0.999)));
    }

    [Fact]
    public void Nobody_is_asked_before_the_provider_wants_to_be()
    {
        _brake.Refused(At(0), TimeSpan.FromSeconds(7), 8, At(0));

        Assert.Equal(0, TakeAll(At(0), At(6.999)));
        Assert.True(_brake.TryTake(0, At(7)));
    }

    [Fact]
    public void Refusals_of_calls_from_before_the_brake_change_nothing()
    {
        Refuse(At(1), taken: 8);
        for (var n = 0; n < 100; n++)
        {
            _brake.Refused(At(0.9), retryAfter: null, 8, At(1.1));
        }

        Assert.Equal(8, _brake.LearnedRate);
    }

    [Fact]
    public void A_demand_well_below_the_rate_for_a_minute_opens_the_road()
    {
        Refuse(At(0), taken: 10);
        for (var second = 1; second <= 59; second++)
        {
            Assert.True(_brake.TryTake(0, At(second)));
            _brake.Review(At(second));
        }

        Assert.Equal(BrakeMode.Slowed, _brake.Mode);
        _brake.Review(At(60));

        Assert.Equal(BrakeMode.OpenRoad, _brake.Mode);
    }

    [Fact]
    public void A_demand_that_needs_the_brake_keeps_it_on()
    {
        Refuse(At(0), taken: 10);
        for (var second = 0; second < 300; second++)
        {
            TakeAll(At(second), At(second + 0.999));
            _brake.Review(At(second + 1));
        }

        Assert.Equal(BrakeMode.Slowed, _brake.Mode);
    }

    [Fact]
    public void While_broken_there_is_one_trial_at_a_time_and_failures_do_not_count()
    {
        Assert.All(Enumerable.Range(0, 5), _ => Assert.True(Fail(At(0))));
        Assert.False(Fail(At(0)));
        Assert.Equal(BrakeMode.Broken, _brake.Mode);
        Assert.False(_brake.TryTake(0, At(1.9)));

        Assert.True(_brake.TryTake(0, At(2)));

        Assert.False(_brake.TryTake(0, At(60)));
        Assert.Null(_brake.Next(0, At(60)));
        _brake.TrialSucceeded(At(61));
        Assert.Equal(BrakeMode.OpenRoad, _brake.Mode);
    }

    [Fact]
    public void A_rate_learned_before_an_outage_holds_after_it()
    {
        Refuse(At(0), taken: 8);
        Enumerable.Range(0, 5).ToList().ForEach(_ => Fail(At(1)));
        Assert.True(_brake.TryTake(0, At(3)));

        _brake.TrialSucceeded(At(4));

        Assert.Equal((BrakeMode.Slowed, 8.0), (_brake.Mode, _brake.LearnedRate));
    }

    [Fact]
    public void A_busy_provider_is_not_down()
    {
        Enumerable.Range(0, 4).ToList().ForEach(_ => Fail(At(0)));
        Refuse(At(0), taken: 8);
        Enumerable.Range(0, 4).ToList().ForEach(_ => Fail(At(0)));

        Assert.Equal(BrakeMode.Slowed, _brake.Mode);
    }

    [Theory]
    [InlineData(BrakeMode.Slowed)]
    [InlineData(BrakeMode.Broken)]
    public void A_successor_goes_on_from_what_was_ordered(object mode)
    {
        var order = new BrakeOrder { Mode = (BrakeMode)mode, Rate = 3, Wait = TimeSpan.FromSeconds(9) };

        _brake.Adopt(order, At(100));

        Assert.Equal(((BrakeMode)mode, 3.0), (_brake.Mode, _brake.LearnedRate));
        Assert.False(_brake.TryTake(0, At(108.9)));
        Assert.True(_brake.TryTake(0, At(109)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(10)]
    [InlineData(60)]
    [InlineData(600)]
    [InlineData(6000)]
    public void No_minute_holds_more_calls_than_the_operator_allows_and_none_is_wasted(int limit)
    {
        var brake = new Brake(new BrakeLimits(limit, TokensPerMinute: null));
        Assert.True(brake.NeedsPermits);
        List<TimeSpan> calls = [];

        var random = new Random(limit);
        for (var now = TimeSpan.Zero; now < TimeSpan.FromMinutes(10); now += TimeSpan.FromMilliseconds(random.Next(1, 30)))
        {
            while (brake.TryTake(0, now))
            {
                calls.Add(now + TimeSpan.FromMilliseconds(random.Next(0, 100)));
            }
        }

        calls.Sort();
        Assert.InRange(MostInAMinute(calls), 1, limit);
        Assert.InRange(calls.Count, (limit * 10 * 0.98) - 1, (limit * 10) + 1);
    }

    [Fact]
    public void The_operators_limit_holds_also_when_the_provider_would_take_more()
    {
        var brake = new Brake(new BrakeLimits(60, TokensPerMinute: null));
        brake.Refused(At(0), retryAfter: null, 100, At(0));
        var taken = 0;
        for (var now = TimeSpan.Zero; now < TimeSpan.FromMinutes(1); now += TimeSpan.FromMilliseconds(10))
        {
            taken += brake.TryTake(0, now) ? 1 : 0;
        }

        Assert.Equal(60, taken);
    }

    [Fact]
    public void A_call_that_nobody_asked_for_delays_the_next()
    {
        var brake = new Brake(new BrakeLimits(120, TokensPerMinute: null));
        Assert.True(brake.TryTake(0, At(0)));

        brake.Settle(moreTokens: 0, moreCalls: 1, At(0), At(0.1));

        Assert.False(brake.TryTake(0, At(1)));
        Assert.True(brake.TryTake(0, At(1.01)));
    }

    private static int MostInAMinute(List<TimeSpan> calls)
    {
        var most = 0;
        for (int first = 0, last = 0; last < calls.Count; last++)
        {
            while (calls[last] - calls[first] >= TimeSpan.FromMinutes(1))
            {
                first++;
            }

            most = Math.Max(most, last - first + 1);
        }

        return most;
    }

    private static TimeSpan At(double seconds) => TimeSpan.FromSeconds(seconds);

    private void Refuse(TimeSpan now, double taken) => _brake.Refused(now, retryAfter: null, taken, now);

    private bool Fail(TimeSpan now) => _brake.Failed(Guid.NewGuid(), retryAfter: null, now);

    private int TakeAll(TimeSpan from, TimeSpan until)
    {
        var taken = 0;
        for (var now = from; now <= until; now += TimeSpan.FromMilliseconds(1))
        {
            taken += _brake.TryTake(0, now) ? 1 : 0;
        }

        return taken;
    }
}
