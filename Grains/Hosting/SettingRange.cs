using System.ComponentModel.DataAnnotations;

namespace OrleansAiJobs.Grains.Hosting;

/// <summary>The bounds of a setting. Not <c>[Range]</c>: the generated validator drops its message, and with it the key.</summary>
internal static class SettingRange
{
    /// <summary>Nothing when the value is within its bounds, both included; else what is wrong, with the whole key, such as <c>Jobs:Deadline</c>.</summary>
    public static IEnumerable<ValidationResult> Check<T>(string key, T value, T least, T most)
        where T : IComparable<T> => value.CompareTo(least) >= 0 && value.CompareTo(most) <= 0
            ? []
            : [new ValidationResult($"{key} must be between {least} and {most}.")];
}
