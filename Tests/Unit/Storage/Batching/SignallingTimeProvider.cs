using System.Threading.Channels;
using Microsoft.Extensions.Time.Testing;

namespace OrleansAiJobs.Tests.Unit.Storage.Batching;

/// <summary>A fake clock that tells when somebody begins to wait on it, so that a test advances it not too early.</summary>
internal sealed class SignallingTimeProvider : FakeTimeProvider
{
    private readonly Channel<TimeSpan> _waits = Channel.CreateUnbounded<TimeSpan>();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        _waits.Writer.TryWrite(dueTime);
        return timer;
    }

    /// <summary>Returns once somebody waits for a time that the test is after.</summary>
    public async Task WaitForTimerAsync(Func<TimeSpan, bool> isAwaited)
    {
        while (!isAwaited(await _waits.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30), System)))
        {
        }
    }
}
