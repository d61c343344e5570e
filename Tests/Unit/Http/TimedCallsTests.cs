using Microsoft.Extensions.Time.Testing;
using OrleansAiJobs.WebFrontend.Jobs;

namespace OrleansAiJobs.Tests.Unit.Http;

public sealed class TimedCallsTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly TimedCalls _calls;

    public TimedCallsTests() => _calls = new TimedCalls(_time);

    [Fact]
    public void The_limit_leaves_a_margin_to_the_promised_three_seconds()
    {
        Assert.InRange(TimedCalls.Limit, TimeSpan.FromSeconds(1.6), TimeSpan.FromSeconds(2));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_call_that_never_answers_is_given_up_at_the_limit_and_told_so(bool repeatable)
    {
        var told = CancellationToken.None;
        Task<int> HangAsync(CancellationToken token)
        {
            told = token;
            return new TaskCompletionSource<int>().Task;
        }

        var call = repeatable ? _calls.RepeatAsync(HangAsync, CancellationToken.None) : _calls.OnceAsync(HangAsync, CancellationToken.None);
        _time.Advance(TimedCalls.Limit - TimeSpan.FromMilliseconds(1));
        Assert.False(call.IsCompleted);
        Assert.False(told.IsCancellationRequested);
        _time.Advance(TimeSpan.FromMilliseconds(1));

        await Assert.ThrowsAsync<TimeoutException>(() => call);
        Assert.True(told.IsCancellationRequested);
    }

    [Fact]
    public async Task A_repeatable_call_is_repeated_after_failures_that_may_pass()
    {
        var tries = 0;

        var call = _calls.RepeatAsync(
            _ => ++tries < 3 ? Task.FromException<string>(new SiloUnavailableException()) : Task.FromResult("answer"),
            CancellationToken.None);
        _time.Advance(TimeSpan.FromMilliseconds(100));
        _time.Advance(TimeSpan.FromMilliseconds(200));

        Assert.Equal("answer", await call);
        Assert.Equal(3, tries);
    }

    [Fact]
    public async Task A_failure_that_does_not_pass_in_time_is_the_answer()
    {
        var tries = 0;

        var call = _calls.RepeatAsync<int>(
            _ =>
            {
                tries++;
                return Task.FromException<int>(new SiloUnavailableException());
            },
            CancellationToken.None);
        for (var pause = 100; pause <= 800; pause *= 2)
        {
            Assert.False(call.IsCompleted);
            _time.Advance(TimeSpan.FromMilliseconds(pause));
        }

        await Assert.ThrowsAsync<SiloUnavailableException>(() => call);
        Assert.Equal(5, tries);
    }

    [Fact]
    public async Task A_bug_is_not_repeated()
    {
        var tries = 0;

        var call = _calls.RepeatAsync<int>(
            _ =>
            {
                tries++;
                return Task.FromException<int>(new InvalidOperationException());
            },
            CancellationToken.None);

        await Assert.ThrowsAsync<InvalidOperationException>(() => call);
        Assert.Equal(1, tries);
    }

    [Fact]
    public async Task A_call_that_acts_is_made_once()
    {
        var tries = 0;

        var call = _calls.OnceAsync<int>(
            _ =>
            {
                tries++;
                return Task.FromException<int>(new SiloUnavailableException());
            },
            CancellationToken.None);

        await Assert.ThrowsAsync<SiloUnavailableException>(() => call);
        Assert.Equal(1, tries);
    }

    [Fact]
    public async Task A_caller_who_hangs_up_is_not_a_time_out()
    {
        using var caller = new CancellationTokenSource();

        var call = _calls.RepeatAsync(_ => new TaskCompletionSource<int>().Task, caller.Token);
        await caller.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
    }
}
