using System.Text;
using System.Threading.Channels;
using OrleansAiJobs.Grains.Ai;

namespace OrleansAiJobs.Tests.Unit.Ai;

/// <summary>Keeps what a caller says, and signals each piece.</summary>
internal sealed class RecordingSink : IAnswerSink
{
    private readonly Lock _lock = new();
    private readonly List<(int Pieces, TaskCompletionSource Signal)> _waiters = [];
    private readonly StringBuilder _text = new();
    private readonly Channel<string> _waits = Channel.CreateUnbounded<string>();
    private int _pieces;

    public string Text
    {
        get
        {
            lock (_lock)
            {
                return _text.ToString();
            }
        }
    }

    public int Pieces
    {
        get
        {
            lock (_lock)
            {
                return _pieces;
            }
        }
    }

    public int Restarts { get; private set; }

    public List<TaskScheduler> Schedulers { get; } = [];

    public Action<string>? OnAppend { get; init; }

    public List<double> Shares { get; } = [];

    public void HasRead(double share) => Shares.Add(share);

    public void Restart()
    {
        lock (_lock)
        {
            Restarts++;
            _text.Clear();
        }
    }

    public void Append(string text)
    {
        Schedulers.Add(TaskScheduler.Current);
        lock (_lock)
        {
            _text.Append(text);
            _pieces++;
            foreach (var (_, signal) in _waiters.Where(waiter => waiter.Pieces <= _pieces))
            {
                signal.TrySetResult();
            }
        }

        OnAppend?.Invoke(text);
    }

    public void AwaitMore() => _waits.Writer.TryWrite(Text);

    /// <summary>The text so far, each time that more had to be waited for and that was not read before.</summary>
    public IReadOnlyList<string> TakeWaits()
    {
        var waits = new List<string>();
        while (_waits.Reader.TryRead(out var text))
        {
            waits.Add(text);
        }

        return waits;
    }

    /// <summary>Until just this text is there and more has to be waited for.</summary>
    public async Task WaitForMoreAfterAsync(string text, CancellationToken cancellationToken)
    {
        while (await _waits.Reader.ReadAsync(cancellationToken) != text)
        {
            // An earlier wait.
        }
    }

    public async Task WaitForPiecesAsync(int pieces, CancellationToken cancellationToken)
    {
        var signal = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            if (_pieces >= pieces)
            {
                return;
            }

            _waiters.Add((pieces, signal));
        }

        try
        {
            await signal.Task.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException e)
        {
            throw new TimeoutException($"Waited for {pieces} pieces of the answer; {Pieces} came: '{Text}'.", e);
        }
    }
}
