using OrleansAiJobs.Grains.Streaming;

namespace OrleansAiJobs.Grains.Jobs;

/// <summary>
/// How soon a new job is told to its user's feed. While a silo is given hundreds a second, a job that ends at once is told with its end only:
/// that it has begun would be out of date before a page has read it. Safe for many threads.
/// </summary>
/// <param name="time">Measures how many come.</param>
internal sealed class StartNews(TimeProvider time)
{
    /// <summary>New jobs a second from which on there are many.</summary>
    public const int Many = 750;

    /// <summary>How long a job's end is waited for: as long as between two pieces of a text.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private readonly EventRate _rate = new(Many, time);
    private readonly Lock _gate = new();

    /// <summary>Whether so many come: then what one job tells waits for that of many others anyway.</summary>
    public bool AreMany
    {
        get
        {
            lock (_gate)
            {
                return _rate.IsHigh();
            }
        }
    }

    /// <summary>For one more new job: none while there are few.</summary>
    public TimeSpan NextPause()
    {
        lock (_gate)
        {
            _rate.Add(1);
            return _rate.IsHigh() ? Pause : TimeSpan.Zero;
        }
    }
}
