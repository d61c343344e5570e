namespace OrleansAiJobs.Grains.Ai;

/// <summary>Every way in which asking the AI can fail, as far as people or retries are concerned.</summary>
internal enum FailureKind
{
    /// <summary>Something nobody foresaw: a bug of ours, or of the SDK.</summary>
    Unexpected = 0,

    /// <summary>No connection: refused, unknown host, TLS.</summary>
    Unreachable,

    /// <summary>The provider says that it cannot answer now.</summary>
    Unavailable,

    /// <summary>The connection or the stream ended before the answer did.</summary>
    BrokenOff,

    /// <summary>Too many requests for now.</summary>
    RateLimited,

    /// <summary>Longer than an attempt may take, by our clock or by the provider's.</summary>
    TimedOut,

    /// <summary>Not a byte for longer than the provider may be silent.</summary>
    Silent,

    /// <summary>The key is wrong, or not allowed to do this.</summary>
    AccessRefused,

    /// <summary>The model or the address does not exist.</summary>
    NotFound,

    /// <summary>Credit or quota is used up; waiting does not help.</summary>
    QuotaExhausted,

    /// <summary>A content filter stopped the input or the answer, or the model refused.</summary>
    ContentRejected,

    /// <summary>More input than the model takes.</summary>
    InputTooLong,

    /// <summary>The provider does not take requests like ours.</summary>
    RequestRefused,

    /// <summary>What came back is not the protocol.</summary>
    Unreadable,

    /// <summary>A finished answer with nothing in it.</summary>
    EmptyAnswer,

    /// <summary>The answer hit the model's limit of length.</summary>
    AnswerCutOff,

    /// <summary>The answer is not what was asked for, also on being asked again.</summary>
    AnswerInvalid,

    /// <summary>The local engine, which always answers the same, cannot make of this input what was asked for.</summary>
    LocallyImpossible,

    /// <summary>The local engine does not know this kind of job.</summary>
    NeedsRealAi,
}
