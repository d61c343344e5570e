using OrleansAiJobs.Grains.JobTypes;

namespace OrleansAiJobs.Grains.Ai;

/// <summary>Asks the configured AI.</summary>
internal interface IAiCaller
{
    /// <summary>What people read as the engine's name: the model, or <c>local</c>.</summary>
    string Engine { get; }

    /// <summary>
    /// Runs one attempt. Whatever the provider does wrong comes back as the outcome's error; only cancellation throws.
    /// </summary>
    /// <param name="type">The job's type.</param>
    /// <param name="input">The job's.</param>
    /// <param name="asker">Whose job it is.</param>
    /// <param name="sink">Takes the raw answer as it comes.</param>
    /// <param name="cancellationToken">Aborts the call; the connection to the provider is closed at once.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    Task<AiOutcome> AskAsync(IJobType type, StoredInput input, Asker asker, IAnswerSink sink, CancellationToken cancellationToken);

    /// <summary>Forgets the answers that the job was given, if answers are remembered. What cannot be forgotten now, expires.</summary>
    Task ForgetAsync(Guid jobId, CancellationToken cancellationToken);
}
