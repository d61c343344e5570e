using OrleansAiJobs.Grains.Braking;

namespace OrleansAiJobs.Tests.Unit.Braking;

public sealed class CircuitBreakerTests
{
    private readonly CircuitBreaker _breaker = new();

    [Fact]
    public void Five_failures_in_a_row_open_it()
    {
        Fail(4);
        Assert.False(_breaker.IsOpen);

        Fail(1);

        Assert.True(_breaker.IsOpen);
        Assert.Equal(At(2), _breaker.NextTrialAt);
    }

    [Fact]
    public void A_success_between_them_begins_the_count_anew()
    {
        Fail(4);
        _breaker.Succeeded();
        Fail(4);

        Assert.False(_breaker.IsOpen);
    }

    [Fact]
    public void One_job_that_always_fails_is_no_outage()
    {
        var job = Guid.NewGuid();
        for (var n = 0; n < 20; n++)
        {
            _breaker.Failed(job, retryAfter: null, At(0));
        }

        Assert.False(_breaker.IsOpen);
    }

    [Fact]
    public void An_answer_to_a_call_from_before_does_not_close_it()
    {
        Fail(5);

        _breaker.Succeeded();

        Assert.True(_breaker.IsOpen);
    }

    [Fact]
    public void Failed_trials_come_at_growing_distances()
    {
        Fail(5);
        var now = _breaker.NextTrialAt;
        List<double> trials = [];
        for (var n = 0; n < 6; n++)
        {
            trials.Add(now.TotalSeconds);
            _breaker.TrialBegins();
            Assert.True(_breaker.IsTrying);
            _breaker.TrialFailed(retryAfter: null, now);
            now = _breaker.NextTrialAt;
        }

        Assert.Equal([2, 6, 14, 30, 60, 90], trials);
    }

    [Fact]
    public void A_trial_that_succeeds_closes_it_and_a_lost_one_teaches_nothing()
    {
        Fail(5);
        _breaker.TrialBegins();
        _breaker.TrialLost();
        Assert.Equal((true, false, At(2)), (_breaker.IsOpen, _breaker.IsTrying, _breaker.NextTrialAt));

        _breaker.TrialBegins();
        _breaker.TrialSucceeded();

        Assert.Equal((false, false), (_breaker.IsOpen, _breaker.IsTrying));
        Fail(4);
        Assert.False(_breaker.IsOpen);
    }

    [Fact]
    public void The_provider_is_not_tried_before_it_wants_to_be()
    {
        Fail(4);
        _breaker.Failed(Guid.NewGuid(), TimeSpan.FromSeconds(20), At(0));
        Assert.Equal(At(20), _breaker.NextTrialAt);

        _breaker.TrialFailed(TimeSpan.FromSeconds(50), At(20));

        Assert.Equal(At(70), _breaker.NextTrialAt);
    }

    private static TimeSpan At(double seconds) => TimeSpan.FromSeconds(seconds);

    private void Fail(int times)
    {
        for (; times > 0; times--)
        {
            _breaker.Failed(Guid.NewGuid(), retryAfter: null, At(0));
        }
    }
}
