using OrleansAiJobs.Tests.Benchmarks.Figures;
using OrleansAiJobs.Tests.Benchmarks.Visits;

namespace OrleansAiJobs.Tests.Benchmarks.Jobs;

/// <summary>The jobs of one run, by number from 0.</summary>
internal sealed class JobLedger
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(20);

    // So long without any job ending, and the rest are given up.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly List<JobTrace> _traces = [];
    private readonly Lock _gate = new();
    private int _accepted;
    private int _ended;
    private string? _refusal;

    /// <summary>How many there are.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _traces.Count;
            }
        }
    }

    /// <summary>What the first refused submit was answered; null when none was refused.</summary>
    public string? Refusal => _refusal;

    public JobTrace Add(Visitor visitor)
    {
        lock (_gate)
        {
            var trace = new JobTrace(_traces.Count, visitor);
            _traces.Add(trace);
            return trace;
        }
    }

    /// <summary>Null when the number is none of ours.</summary>
    public JobTrace? Find(int number)
    {
        lock (_gate)
        {
            return number < _traces.Count ? _traces[number] : null;
        }
    }

    /// <summary>The accepted jobs from that number on.</summary>
    public IReadOnlyList<JobTrace> AcceptedFrom(int number)
    {
        lock (_gate)
        {
            return [.. _traces.Skip(number).Where(trace => trace.Id is not null)];
        }
    }

    /// <summary>How many jobs did not end as completed, of those from that number on; refused ones included.</summary>
    public Figure NotCompletedFrom(int number) =>
        new("not completed", "jobs", Count - number - AcceptedFrom(number).Count(job => job.End is JobEnd.Completed));

    /// <summary>Of the accepted jobs the one whose end was read last after its answer, or never; null when there are none.</summary>
    public JobTrace? Slowest() => AcceptedFrom(0).MaxBy(job => job.EndedAt is 0 ? long.MaxValue : job.EndedAt - job.AnsweredAt);

    public void Accepted() => Interlocked.Increment(ref _accepted);

    public void Refused(string answer) => Interlocked.CompareExchange(ref _refusal, answer, null);

    public void Ended() => Interlocked.Increment(ref _ended);

    /// <summary>Waits until every accepted job has ended, as feeds tell; or until none has for a minute.</summary>
    public async Task WaitUntilEndedAsync(CancellationToken cancellationToken)
    {
        var known = Volatile.Read(ref _ended);
        var since = TimeProvider.System.GetTimestamp();
        while (AreUnderWay() && TimeProvider.System.GetElapsedTime(since) < Patience)
        {
            await Task.Delay(PollInterval, TimeProvider.System, cancellationToken);
            if (Volatile.Read(ref _ended) != known)
            {
                known = Volatile.Read(ref _ended);
                since = TimeProvider.System.GetTimestamp();
            }
        }
    }

    // The numbers alone would do, if a refused job could not have been stored all the same. Whoever looks at all of them each time is slow.
    private bool AreUnderWay() =>
        Volatile.Read(ref _ended) < Volatile.Read(ref _accepted) || AcceptedFrom(0).Any(job => job.EndedAt is 0);
}
