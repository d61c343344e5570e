using OrleansAiJobs.Grains.Interfaces.Jobs;
using OrleansAiJobs.Grains.Jobs;

namespace OrleansAiJobs.Tests.Unit.Jobs;

public sealed class RetryPolicyTests
{
    private static readonly TimeSpan BaseDelay = TimeSpan.FromSeconds(2);

    [Theory]
    [InlineData(1, 2)]
    [InlineData(2, 4)]
    [InlineData(5, 32)]
    [InlineData(6, 60)]
    [InlineData(40, 60)]
    public void The_delay_is_a_random_part_of_a_bound_that_doubles_up_to_a_minute(int attempt, double boundSeconds)
    {
        var job = Attempting(attempt);

        var shortest = RetryPolicy.Decide(job, AJob.Bad, BaseDelay, AJob.At(10), random: 0);
        var half = RetryPolicy.Decide(job, AJob.Bad, BaseDelay, AJob.At(10), random: 0.5);

        Assert.Equal(AJob.At(10), shortest.At);
        Assert.Equal(AJob.At(10).AddSeconds(boundSeconds / 2), half.At);
    }

    [Fact]
    public void The_last_attempt_is_followed_by_none()
    {
        var job = Attempting(3) with { MaxAttempts = 3 };

        Assert.Equal(RetryDecision.Never, RetryPolicy.Decide(job, AJob.Bad, BaseDelay, AJob.At(10), random: 0.5));
    }

    [Fact]
    public void A_refusal_for_load_may_be_followed_by_another_attempt_even_then()
    {
        var job = Attempting(3) with { MaxAttempts = 3 };

        Assert.NotNull(RetryPolicy.Decide(job, AJob.Bad with { Counts = false }, BaseDelay, AJob.At(10), random: 0.5).At);
    }

    [Fact]
    public void An_error_that_no_retry_helps_is_final()
    {
        var outcome = AJob.Bad with { Error = new JobError(JobErrorCodes.ProviderAuth, "No.", Retryable: false) };

        Assert.Equal(RetryDecision.Never, RetryPolicy.Decide(Attempting(1), outcome, BaseDelay, AJob.At(10), random: 0.5));
    }

    [Fact]
    public void The_provider_is_never_asked_before_it_wants_to_be()
    {
        var outcome = AJob.Bad with { RetryAfter = TimeSpan.FromSeconds(30) };

        var soonest = RetryPolicy.Decide(Attempting(1), outcome, BaseDelay, AJob.At(10), random: 0);
        var jittered = RetryPolicy.Decide(Attempting(1), outcome, BaseDelay, AJob.At(10), random: 0.5);

        Assert.Equal(AJob.At(40), soonest.At);
        Assert.Equal(AJob.At(41), jittered.At);
    }

    [Fact]
    public void No_attempt_is_planned_past_the_deadline()
    {
        var outcome = AJob.Bad with { RetryAfter = TimeSpan.FromMinutes(20) };

        Assert.Equal(RetryDecision.TooLate, RetryPolicy.Decide(Attempting(1), outcome, BaseDelay, AJob.At(10), random: 0));
    }

    private static AiJobState Attempting(int attempt) => AJob.In(JobStatus.Processing) with { Attempt = attempt, MaxAttempts = 100 };
}
