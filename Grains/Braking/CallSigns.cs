using OrleansAiJobs.Grains.Ai;

namespace OrleansAiJobs.Grains.Braking;

/// <summary>Reads the provider's state from the way in which a call failed.</summary>
internal static class CallSigns
{
    /// <remarks>
    /// A wrong key, a wrong model or a used-up quota is no outage: no waiting mends it, those jobs fail at once and say what the operator has to do.
    /// </remarks>
    public static CallSign Of(FailureKind kind) => kind switch
    {
        FailureKind.RateLimited => CallSign.Refused,
        FailureKind.Unreachable or FailureKind.Unavailable or FailureKind.BrokenOff or FailureKind.TimedOut or FailureKind.Silent
            or FailureKind.Unreadable => CallSign.Failed,
        FailureKind.ContentRejected or FailureKind.InputTooLong or FailureKind.EmptyAnswer or FailureKind.AnswerCutOff
            or FailureKind.AnswerInvalid => CallSign.Answered,
        _ => CallSign.None,
    };
}
