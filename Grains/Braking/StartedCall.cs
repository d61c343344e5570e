namespace OrleansAiJobs.Grains.Braking;

/// <summary>A call under way.</summary>
/// <param name="Permit">What it began with.</param>
/// <param name="JobId">Whose it is.</param>
/// <param name="Tokens">What it was thought to use.</param>
/// <param name="BeganAt">A timestamp of the silo's clock.</param>
internal sealed record StartedCall(StartPermit Permit, Guid JobId, int Tokens, long BeganAt);
