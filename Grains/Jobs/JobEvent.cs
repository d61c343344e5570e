using OrleansAiJobs.Grains.Ai;

namespace OrleansAiJobs.Grains.Jobs;

/// <summary>Something that happens to a job. <see cref="JobTransitions"/> says what it does in which state.</summary>
internal abstract record JobEvent
{
    private JobEvent()
    {
    }

    public required DateTimeOffset At { get; init; }

    /// <summary>A silo holds the waiting job from now on.</summary>
    internal sealed record Taken(string Owner) : JobEvent;

    /// <summary>The silo that held the job lets go of it, without having lost anything that counts.</summary>
    internal sealed record HandedBack : JobEvent;

    /// <summary>A slot is free and the AI is about to be asked.</summary>
    /// <param name="Owner">The silo.</param>
    /// <param name="Deadline">How long after its first start the job may still be tried.</param>
    /// <param name="SpanId">The attempt's span in the job's trace; null when it is not recorded.</param>
    internal sealed record AttemptStarted(string Owner, TimeSpan Deadline, string? SpanId = null) : JobEvent;

    /// <summary>The AI's answer is a result.</summary>
    internal sealed record AttemptSucceeded(int Attempt, AiOutcome Outcome) : JobEvent;

    /// <summary>The attempt failed.</summary>
    /// <param name="Attempt">Its number.</param>
    /// <param name="Outcome">What came of it.</param>
    /// <param name="RetryAt">When another attempt is due; null when there is to be none.</param>
    internal sealed record AttemptFailed(int Attempt, AiOutcome Outcome, DateTimeOffset? RetryAt) : JobEvent;

    /// <summary>The job has waited for its next attempt for longer than its deadline allows, such as for a provider that is down.</summary>
    internal sealed record DeadlinePassed : JobEvent;

    /// <summary>A crash has cut the attempt off, and the job is found by another silo.</summary>
    /// <param name="Owner">The silo that has found it.</param>
    /// <param name="MaxInterruptions">So many crashes end the job.</param>
    internal sealed record Interrupted(string Owner, int MaxInterruptions) : JobEvent;

    /// <summary>The attempt that is on record as started never called the AI: whether its start was stored was not known.</summary>
    /// <param name="Owner">The silo, which is the one that stored it.</param>
    internal sealed record StartTakenBack(string Owner) : JobEvent;

    /// <summary>The user wants it no more.</summary>
    internal sealed record CancelRequested : JobEvent;

    /// <summary>The user wants it tried again.</summary>
    /// <param name="Owner">The silo that takes it.</param>
    /// <param name="MoreAttempts">How many attempts that grants.</param>
    internal sealed record RetryRequested(string Owner, int MoreAttempts) : JobEvent;
}
