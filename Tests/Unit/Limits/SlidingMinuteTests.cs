using Microsoft.Extensions.Time.Testing;
using OrleansAiJobs.WebFrontend.Limits;

namespace OrleansAiJobs.Tests.Unit.Limits;

public sealed class SlidingMinuteTests : IDisposable
{
    private const int Limit = 5;

    private readonly FakeTimeProvider _time = new();
    private readonly SlidingMinute _minute;

    public SlidingMinuteTests() => _minute = new SlidingMinute(Limit, _time);

    public void Dispose() => _minute.Dispose();

    [Fact]
    public void No_more_than_the_limit_within_any_minute()
    {
        var granted = new List<DateTimeOffset>();
        for (var second = 0; second < 600; second++)
        {
            if (Ask(1).IsAcquired)
            {
                granted.Add(_time.GetUtcNow());
            }

            _time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(50, granted.Count);
        Assert.All(granted, start => Assert.InRange(granted.Count(at => at >= start && at < start + SlidingMinute.Length), 1, Limit));
    }

    [Theory]
    [InlineData(1, 50)]
    [InlineData(2, 50)]
    [InlineData(3, 55)]
    [InlineData(5, 60)]
    public void A_refusal_says_truly_when_there_will_be_room(int permits, int seconds)
    {
        Ask(2);
        _time.Advance(TimeSpan.FromSeconds(5));
        Ask(1);
        _time.Advance(TimeSpan.FromSeconds(5));
        Ask(2);

        var refused = Ask(permits);

        Assert.False(refused.IsAcquired);
        Assert.Equal(TimeSpan.FromSeconds(seconds), refused.Wait);
        _time.Advance(refused.Wait - TimeSpan.FromMilliseconds(1));
        Assert.False(Ask(permits).IsAcquired);
        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.True(Ask(permits).IsAcquired);
    }

    [Fact]
    public void More_than_the_limit_at_once_is_never_granted()
    {
        Assert.False(Ask(Limit + 1).IsAcquired);
        Assert.True(Ask(Limit).IsAcquired);
    }

    [Fact]
    public void What_is_given_back_can_be_had_by_others_once()
    {
        var lease = Ask(4);
        lease.GiveBack();
        lease.GiveBack();

        Assert.True(Ask(Limit).IsAcquired);
        Assert.False(Ask(1).IsAcquired);
    }

    [Fact]
    public void What_is_given_back_late_changes_nothing()
    {
        var lease = Ask(Limit);
        _time.Advance(SlidingMinute.Length);
        Ask(Limit);

        lease.GiveBack();

        Assert.False(Ask(1).IsAcquired);
    }

    [Fact]
    public void It_is_idle_when_its_last_permits_are_a_minute_old()
    {
        Ask(1);
        Assert.Null(_minute.IdleDuration);

        _time.Advance(SlidingMinute.Length);

        Assert.Equal(TimeSpan.Zero, _minute.IdleDuration);
        _time.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal(TimeSpan.FromSeconds(3), _minute.IdleDuration);
    }

    private MinuteLease Ask(int permits) => (MinuteLease)_minute.AttemptAcquire(permits);
}
