using OrleansAiJobs.Grains.Ai;

namespace OrleansAiJobs.Grains.Braking;

/// <summary>What the operator allows at the most, for the whole cluster; null is no limit.</summary>
internal sealed record BrakeLimits(int? RequestsPerMinute, int? TokensPerMinute)
{
    /// <summary>
    /// One call more than the limit takes a minute and this: on its way to the provider a call may lose as much on another, and still no
    /// minute holds too many.
    /// </summary>
    private static readonly TimeSpan Margin = TimeSpan.FromMilliseconds(500);

    public static BrakeLimits None { get; } = new(null, null);

    public bool Any => RequestsPerMinute is not null || TokensPerMinute is not null;

    /// <summary>Calls a second; infinite without a limit.</summary>
    public double Rate => RequestsPerMinute is { } limit ? limit / (TimeSpan.FromMinutes(1) + Margin).TotalSeconds : double.PositiveInfinity;

    public static BrakeLimits Of(AiOptions options) => options.Provider is AiOptions.Local ? None : new(options.RequestsPerMinute, options.TokensPerMinute);
}
