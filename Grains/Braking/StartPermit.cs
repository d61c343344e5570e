namespace OrleansAiJobs.Grains.Braking;

/// <summary>The brake's consent to one call.</summary>
/// <param name="Trial">The number of the trial that the call is; null when it is none.</param>
/// <param name="Tokens">What was reserved for it.</param>
internal sealed record StartPermit(long? Trial, int Tokens)
{
    /// <summary>On the open road.</summary>
    public static readonly StartPermit Free = new(Trial: null, Tokens: 0);

    /// <summary>It is used no more: to be called at the end of the call, however it went, and when there is none.</summary>
    public void GiveUp(SiloBrake brake)
    {
        if (Trial is { } number)
        {
            brake.TrialEnded(number);
        }
    }
}
