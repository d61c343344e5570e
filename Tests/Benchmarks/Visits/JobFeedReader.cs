using OrleansAiJobs.Tests.Benchmarks.Jobs;

namespace OrleansAiJobs.Tests.Benchmarks.Visits;

/// <summary>Puts into the ledger what feeds tell.</summary>
internal sealed class JobFeedReader(JobLedger ledger)
{
    private long _events;

    /// <summary>Events read so far, pings not counted.</summary>
    public long Events => Volatile.Read(ref _events);

    /// <summary>Called for every terminal <c>job</c> event, on each feed that reads it.</summary>
    public Action<JobTrace, long>? JobEnded { get; set; }

    /// <inheritdoc cref="FeedReading"/>
    public void Read(string type, ReadOnlySpan<byte> data, long readAt)
    {
        if (type is "ping")
        {
            return;
        }

        Interlocked.Increment(ref _events);
        if (type is "delta" && FindJob(data) is { } written)
        {
            written.ReadDelta(readAt);
        }
        else if (type is "job" && data.IndexOf("\"terminal\":true"u8) >= 0 && FindJob(data) is { } ended)
        {
            ReadEnd(ended, data, readAt);
        }
    }

    private void ReadEnd(JobTrace job, ReadOnlySpan<byte> data, long readAt)
    {
        if (job.ReadEnd(data.IndexOf("\"status\":\"completed\""u8) >= 0 ? JobEnd.Completed : JobEnd.Otherwise, readAt))
        {
            ledger.Ended();
        }

        JobEnded?.Invoke(job, readAt);
    }

    private JobTrace? FindJob(ReadOnlySpan<byte> data) => Marker.Find(data) is { } number ? ledger.Find(number) : null;
}
