namespace OrleansAiJobs.Grains.Braking;

/// <summary>Why jobs wait at the brake; for the person at the page.</summary>
/// <param name="Mode">What is the matter; <see cref="BrakeMode.OpenRoad"/> when it is only the operator's limit.</param>
/// <param name="TryAgainIn">Until the provider is asked again; null when that is about to happen, or not known.</param>
internal sealed record BrakeNotice(BrakeMode Mode, TimeSpan? TryAgainIn);
