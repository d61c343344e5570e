using OrleansAiJobs.Grains.Interfaces.Jobs;

namespace OrleansAiJobs.Grains.Jobs;

/// <summary>Where <see cref="JobReporter"/> looks when it is time to tell.</summary>
internal interface IReportSource
{
    /// <summary>Whether there may be more to tell than there is now.</summary>
    bool IsUnfinished { get; }

    /// <summary>As in listings; null when the job is gone.</summary>
    JobView? Item();

    /// <summary>What the running attempt has written; null when none is running, or its answer is complete: the result follows at once.</summary>
    JobText? GrowingText();

    /// <summary>Everything has been told and acknowledged.</summary>
    void Told();
}
