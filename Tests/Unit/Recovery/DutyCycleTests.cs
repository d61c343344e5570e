using Microsoft.Extensions.Time.Testing;
using OrleansAiJobs.Grains.Recovery;

namespace OrleansAiJobs.Tests.Unit.Recovery;

/// <summary>Steps and rests, by a clock that only the tests move.</summary>
public sealed class DutyCycleTests
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(1);

    private readonly FakeTimeProvider _time = new();
    private readonly DutyCycle _cycle;

    public DutyCycleTests() => _cycle = new DutyCycle(_time, share: 0.2, longestRest: TimeSpan.FromSeconds(1));

    [Theory]
    [InlineData(30, 120)]
    [InlineData(250, 1_000)]
    [InlineData(10_000, 1_000)]
    public async Task A_step_is_followed_by_a_rest_in_proportion_up_to_the_longest(int step, int rest)
    {
        var run = _cycle.RunAsync(() => Step(TimeSpan.FromMilliseconds(step)), CancellationToken.None);

        _time.Advance(TimeSpan.FromMilliseconds(rest) - Tick);
        Assert.False(run.IsCompleted);
        _time.Advance(Tick);

        Assert.Equal(7, await run);
    }

    [Fact]
    public async Task A_rest_ends_when_it_is_cancelled()
    {
        using var stop = new CancellationTokenSource();
        var run = _cycle.RunAsync(() => Step(Tick), stop.Token);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
    }

    private Task<int> Step(TimeSpan takes)
    {
        _time.Advance(takes);
        return Task.FromResult(7);
    }
}
