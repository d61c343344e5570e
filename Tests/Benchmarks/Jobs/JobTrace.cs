using OrleansAiJobs.Tests.Benchmarks.Visits;

namespace OrleansAiJobs.Tests.Benchmarks.Jobs;

/// <summary>What happened to one job, and when: timestamps of <see cref="TimeProvider.System"/>, 0 until it happens.</summary>
internal sealed class JobTrace(int number, Visitor visitor)
{
    private long _calledAt;
    private long _firstChunkAt;
    private long _answeredAt;
    private long _deltaAt;
    private long _endedAt;
    private int _calls;

    public int Number => number;

    /// <summary>Whose it is.</summary>
    public Visitor Visitor => visitor;

    /// <summary>The id that the server gave it; null when it refused the job, or has not answered yet.</summary>
    public string? Id { get; set; }

    /// <summary>The request was about to be sent.</summary>
    public long PostedAt { get; set; }

    /// <summary>The answer 202 was read.</summary>
    public long AcceptedAt { get; set; }

    public JobEnd End { get; private set; }

    /// <summary>How often the AI was asked.</summary>
    public int Calls => _calls;

    /// <summary>The AI was asked for the first time.</summary>
    public long CalledAt => _calledAt;

    /// <summary>The AI was about to flush the first piece of its answer.</summary>
    public long FirstChunkAt => _firstChunkAt;

    /// <summary>The AI was about to flush the last byte of its answer.</summary>
    public long AnsweredAt => _answeredAt;

    /// <summary>A feed read the first <c>delta</c> with text.</summary>
    public long DeltaAt => _deltaAt;

    /// <summary>A feed read the first <c>job</c> event that was terminal.</summary>
    public long EndedAt => _endedAt;

    /// <summary>When each step came, in milliseconds from the submit on.</summary>
    public override string ToString() =>
        $"job {number}: accepted {After(AcceptedAt)}, AI called {After(_calledAt)}, answered {After(_answeredAt)}, event {After(_endedAt)}";

    public void Called(long at)
    {
        Interlocked.Increment(ref _calls);
        Interlocked.CompareExchange(ref _calledAt, at, 0);
    }

    public void FlushingFirstChunk(long at) => Interlocked.CompareExchange(ref _firstChunkAt, at, 0);

    /// <summary>The newest answer counts: an earlier one may have been for a process that was killed.</summary>
    public void FlushingAnswer(long at) => Interlocked.Exchange(ref _answeredAt, at);

    public void ReadDelta(long at) => Interlocked.CompareExchange(ref _deltaAt, at, 0);

    /// <returns>Whether it is the first event that says so.</returns>
    public bool ReadEnd(JobEnd end, long at)
    {
        if (Interlocked.CompareExchange(ref _endedAt, at, 0) != 0)
        {
            return false;
        }

        End = end;
        return true;
    }

    private string After(long at) => at is 0 ? "never" : $"{TimeProvider.System.GetElapsedTime(PostedAt, at).TotalMilliseconds:F0}";
}
