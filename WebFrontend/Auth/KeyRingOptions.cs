using System.ComponentModel.DataAnnotations;

namespace OrleansAiJobs.WebFrontend.Auth;

/// <summary>The section <c>Storage</c>, as far as it concerns the keys that encrypt session cookies.</summary>
internal sealed class KeyRingOptions : IValidatableObject
{
    public const string Section = "Storage";

    /// <summary>The folder of the embedded store; the keys lie in its folder <c>keys</c>.</summary>
    public string Path { get; set; } = DefaultPath;

    private static string DefaultPath =>
        Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify) is { Length: > 0 } data
            ? System.IO.Path.Combine(data, "orleans-ai-jobs")
            : string.Empty;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
        string.IsNullOrWhiteSpace(Path) ? [new ValidationResult("Storage:Path must name a folder: there is none to fall back on.")] : [];
}
