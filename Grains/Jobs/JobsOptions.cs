using System.ComponentModel.DataAnnotations;
using OrleansAiJobs.Grains.Hosting;

namespace OrleansAiJobs.Grains.Jobs;

/// <summary>The section <c>Jobs</c>: how often, how long and how many at once.</summary>
internal sealed class JobsOptions : IValidatableObject
{
    public const string Section = "Jobs";

    public int MaxAttempts { get; set; } = 3;

    /// <summary>The bound of the first retry's delay; doubled each time, at most a minute.</summary>
    public TimeSpan RetryBaseDelay { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>AI calls that one silo makes at once.</summary>
    public int MaxConcurrentPerSilo { get; set; } = 256;

    /// <summary>How many of one silo's slots one user may fill.</summary>
    public int MaxConcurrentPerUser { get; set; } = 8;

    /// <summary>Unfinished jobs that one user may have.</summary>
    public int MaxActivePerUser { get; set; } = 100;

    /// <summary>So many crashes in the middle of an attempt end the job.</summary>
    public int MaxInterruptions { get; set; } = 3;

    /// <summary>From the first start to the last attempt; waiting in the queue before it does not count.</summary>
    public TimeSpan Deadline { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>How long a stopping silo waits for what is running.</summary>
    public TimeSpan DrainTimeout { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>Finished jobs older than this are deleted.</summary>
    public TimeSpan Retention { get; set; } = TimeSpan.FromDays(30);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
    [
        .. SettingRange.Check("Jobs:MaxAttempts", MaxAttempts, 1, 100),
        .. SettingRange.Check("Jobs:RetryBaseDelay", RetryBaseDelay, TimeSpan.Zero, TimeSpan.FromMinutes(1)),
        .. SettingRange.Check("Jobs:MaxConcurrentPerSilo", MaxConcurrentPerSilo, 1, 100_000),
        .. SettingRange.Check("Jobs:MaxConcurrentPerUser", MaxConcurrentPerUser, 1, 100_000),
        .. SettingRange.Check("Jobs:MaxActivePerUser", MaxActivePerUser, 1, 1_000_000),
        .. SettingRange.Check("Jobs:MaxInterruptions", MaxInterruptions, 1, 100),
        .. SettingRange.Check("Jobs:Deadline", Deadline, TimeSpan.FromSeconds(1), TimeSpan.FromDays(7)),
        .. SettingRange.Check("Jobs:DrainTimeout", DrainTimeout, TimeSpan.Zero, TimeSpan.FromHours(1)),
        .. SettingRange.Check("Jobs:Retention", Retention, TimeSpan.FromSeconds(1), TimeSpan.FromDays(36_500)),
    ];
}
