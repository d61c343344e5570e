namespace OrleansAiJobs.Grains.Braking;

/// <summary>Hands out permits as they fall due, while somebody waits for some.</summary>
internal sealed partial class AiBrakeGrain
{
    /// <summary>Permits that fall due within it are handed out together, so that a high rate costs no more calls than a low one.</summary>
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(20);

    private TaskCompletionSource _wake = NewSignal();

    private void BeginServing()
    {
        _wake.TrySetResult();
        if (_serving.IsCompleted && _queue.Wanted > 0)
        {
            _serving = ServeAsync();
        }
    }

    private async Task ServeAsync()
    {
        while (_queue.Wanted > 0)
        {
            foreach (var silo in _queue.Give(Now))
            {
                if (_brake.Mode is BrakeMode.Broken)
                {
                    _trial = new Trial(++_trials, silo, Now);
                    LogTrial(_trials);
                }
            }

            _wake = NewSignal();
            // The breaker or another silo's wish may change what is due: both wake it.
            var due = _brake.Next(_queue.Tokens, Now) is { } next ? next - Now : Patience;
            await Task.WhenAny(_wake.Task, Task.Delay(due > Patience ? Patience : due > Tick ? due : Tick, _time));
        }
    }

    private async Task SignalOrAsync(Task signal, TimeSpan patience, CancellationToken cancellationToken)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await Task.WhenAny(signal, Task.Delay(patience, _time, over.Token));
        await over.CancelAsync();
    }
}
