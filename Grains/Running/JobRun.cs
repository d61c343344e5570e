using System.Diagnostics;
using System.Text;
using Orleans.Storage;
using OrleansAiJobs.Grains.Ai;
using OrleansAiJobs.Grains.Braking;
using OrleansAiJobs.Grains.Jobs;
using OrleansAiJobs.Grains.JobTypes;
using OrleansAiJobs.Grains.Telemetry;

namespace OrleansAiJobs.Grains.Running;

/// <summary>
/// One go at a job: waits for a slot, asks the AI, hands the outcome to the grain. It runs on the scheduler of the grain's activation,
/// beside the grain's turns; what it changes of the job goes through <see cref="IAiJobTurns"/>.
/// </summary>
internal sealed class JobRun : IAnswerSink, IDisposable
{
    private static readonly TimeSpan StoreRetryDelay = TimeSpan.FromSeconds(1);

    private readonly AiJobState _job;
    private readonly IJobType _type;
    private readonly JobRunner _runner;
    private readonly IAiJobTurns _turns;
    private readonly Action _textGrew;
    private readonly CancellationTokenSource _stop = new();
    private readonly StringBuilder _answer = new();
    private readonly AnswerProgress _progress;
    private readonly StoredInput _input;
    private readonly int _tokens;
    private JobSlot? _slot;
    private Activity? _span;
    private string? _text;
    private bool _hasBegun;
    private bool _hasGrown;

    public JobRun(AiJobState job, IJobType type, JobRunner runner, IAiJobTurns turns, Action textGrew)
    {
        _job = job;
        _type = type;
        _runner = runner;
        _turns = turns;
        _textGrew = textGrew;
        _input = new StoredInput(job.Input);
        ExpectedCharacters = Math.Max(1, type.ExpectedAnswerCharacters(_input.Value));
        _progress = new AnswerProgress((int)(ExpectedCharacters * runner.Durations.LengthRatio(type.Name)));
        _tokens = TokenEstimate.Of(job.Input.Length, ExpectedCharacters);
    }

    /// <summary>How long the type says that the answer will be.</summary>
    public int ExpectedCharacters { get; }

    /// <summary>The attempt under way; 0 while it waits for a slot.</summary>
    public int Attempt { get; private set; }

    public DateTimeOffset StartedAt { get; private set; }

    /// <summary>Of the work of this attempt; never falls, and leaves the last steps to the finished job.</summary>
    public int Percent => _progress.Percent;

    /// <summary>Whether the AI has said all that it has to say, and only the store is waited for.</summary>
    public bool IsAnswered { get; private set; }

    /// <summary>What people read of the answer so far.</summary>
    public string Text => _text ??= _type.ReadPartialAnswer(_answer.ToString());

    /// <summary>The attempt's span in the job's trace, once a slot was taken at once; null while nobody records.</summary>
    public string? SpanId => _span?.SpanId.ToHexString();

    /// <summary>Takes a slot, if there is one at once, before the run begins.</summary>
    public bool TryTakeSlot()
    {
        _slot = _runner.Slots.TryTake(_job.UserId, _tokens);
        if (_slot is null)
        {
            return false;
        }

        JobMetrics.QueueLeft(_type.Name, TimeSpan.Zero);
        _span = JobTrace.StartAtOnce(_job);
        return true;
    }

    /// <summary>Begins on the current scheduler.</summary>
    /// <param name="begun">The attempt, when it is stored already that it has begun; it takes a slot that was taken before.</param>
    public void Start(AttemptStart? begun) => _ = RunAsync(begun);

    /// <summary>Aborts the call to the AI. The run ends without telling the grain anything.</summary>
    public void Stop() => _stop.Cancel();

    public void Dispose()
    {
        _slot?.Dispose();
        _span?.Dispose();
        _stop.Dispose();
    }

    public void HasRead(double share)
    {
        _progress.HasRead(share);
        _textGrew();
    }

    public void Restart()
    {
        _answer.Clear();
        _text = null;
        _hasGrown = false;
    }

    public void Append(string text)
    {
        if (!_hasBegun)
        {
            _hasBegun = true;
            JobMetrics.FirstTokenCame(_type.Name, _runner.Time.GetUtcNow() - StartedAt);
        }

        _answer.Append(text);
        _text = null;
        _progress.HasWritten(_answer.Length);
        _hasGrown = true;
        _runner.CollectGarbageIfDue();
    }

    // Not sooner: the end of an answer, which often comes all at once, is left to its result.
    public void AwaitMore()
    {
        if (_hasGrown)
        {
            _hasGrown = false;
            _textGrew();
        }
    }

    private async Task RunAsync(AttemptStart? begun)
    {
        try
        {
            using var slot = _slot ?? await QueueAsync();
            if (slot is not null)
            {
                await AttemptAsync(slot, begun);
                return;
            }

            await PersistAsync(() => _turns.GiveUpWaitingAsync(_stop.Token));
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // Cancelled by its user, or handed back: whoever stopped the run has stored that.
        }
        catch (InconsistentStateException e)
        {
            // Another activation holds the job; this one goes.
            _runner.LogLostToAnother(e, _job);
        }
    }

    private async Task AttemptAsync(JobSlot slot, AttemptStart? begun)
    {
        using var span = _span ?? JobTrace.StartAttempt(_job);
        JobTrace.Enter(span);
        if ((begun ?? await StartAttemptAsync(span)) is not { } attempt)
        {
            return;
        }

        _runner.CollectGarbageIfDue();
        var call = _runner.Reports.Begin(slot.Permit, _job.Id, _tokens);
        var answer = await AskAsync(attempt);
        IsAnswered = true;
        _runner.CollectGarbageIfDue();
        var outcome = await _runner.Reports.EndAsync(call, answer, _stop.Token);
        JobTrace.End(span, outcome.Error?.Code);
        // The slot is held until the result is stored: results that the store does not take stop new starts.
        await PersistAsync(() => _turns.EndAttemptAsync(attempt.Number, outcome, _stop.Token));
    }

    private async Task<AttemptStart?> StartAttemptAsync(Activity? span)
    {
        AttemptStart? attempt = null;
        await PersistAsync(async () => attempt = await _turns.StartAttemptAsync(_job.Attempt + 1, span?.SpanId.ToHexString(), _stop.Token));
        return attempt;
    }

    private async Task<JobSlot?> QueueAsync()
    {
        var since = _runner.Time.GetTimestamp();
        using var span = JobTrace.StartWaiting(_job);
        var slot = await WaitForSlotAsync();
        if (slot is not null)
        {
            JobMetrics.QueueLeft(_type.Name, _runner.Time.GetElapsedTime(since));
        }

        return slot;
    }

    /// <summary>Null when the job's deadline has come first: a provider that is down must not keep a job for ever that has been tried before.</summary>
    private async Task<JobSlot?> WaitForSlotAsync()
    {
        if (_job.Deadline is not { } deadline)
        {
            return await _runner.Slots.WaitAsync(_job.UserId, _job.Id, _tokens, _stop.Token);
        }

        using var late = LateAt(deadline);
        await using var stop = StopWith(late);
        try
        {
            return await _runner.Slots.WaitAsync(_job.UserId, _job.Id, _tokens, late.Token);
        }
        catch (OperationCanceledException) when (late.IsCancellationRequested && !_stop.IsCancellationRequested)
        {
            return null;
        }
    }

    private async Task<AiOutcome> AskAsync(AttemptStart attempt)
    {
        Attempt = attempt.Number;
        StartedAt = _runner.Time.GetUtcNow();
        using var late = LateAt(attempt.Deadline);
        await using var stop = StopWith(late);
        // No further up: each step of a method that has a scope takes it along.
        using var lines = _runner.BeginLines(_job);
        try
        {
            var outcome = await _runner.Ai.AskAsync(_type, _input, new Asker(_job.UserId, _job.Id), this, late.Token);
            if (outcome is { Error: null, Calls: > 0 })
            {
                _runner.Durations.Add(_type.Name, ExpectedCharacters, _answer.Length, _runner.Time.GetUtcNow() - StartedAt);
            }

            return outcome;
        }
        catch (OperationCanceledException) when (late.IsCancellationRequested && !_stop.IsCancellationRequested)
        {
            return new AiOutcome { Error = JobErrors.DeadlineExceeded };
        }
    }

    private CancellationTokenRegistration StopWith(CancellationTokenSource late) =>
        _stop.Token.UnsafeRegister(static late => ((CancellationTokenSource)late!).Cancel(), late);

    // The store keeps microseconds and timers milliseconds: a moment more, so that the deadline has passed when it rings.
    private CancellationTokenSource LateAt(DateTimeOffset deadline)
    {
        var left = deadline - _runner.Time.GetUtcNow() + TimeSpan.FromMilliseconds(10);
        return new CancellationTokenSource(left > TimeSpan.Zero ? left : TimeSpan.Zero, _runner.Time);
    }

    /// <summary>An answer that was paid for must not be lost because the store is away: it is tried until it is stored.</summary>
    private async Task PersistAsync(Func<Task> turn)
    {
        while (true)
        {
            try
            {
                await turn();
                return;
            }
            catch (Exception e) when (e is not (InconsistentStateException or OperationCanceledException))
            {
                _runner.LogNotStored(e, _job);
                await Task.Delay(StoreRetryDelay, _runner.Time, _stop.Token);
            }
        }
    }
}
