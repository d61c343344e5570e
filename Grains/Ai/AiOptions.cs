using System.ComponentModel.DataAnnotations;

namespace OrleansAiJobs.Grains.Ai;

/// <summary>The section <c>Ai</c>: which AI answers, and how long to wait for it.</summary>
internal sealed class AiOptions
{
    public const string Section = "Ai";

    /// <summary><c>openai</c> or <c>local</c>; when empty, <c>openai</c> if there is a key or a base URL, else <c>local</c>.</summary>
    public string? Provider { get; set; }

    /// <summary>The provider's key; <c>OPENAI_API_KEY</c> is read when it is empty.</summary>
    public string? ApiKey { get; set; }

    /// <summary>Where a server speaks OpenAI's protocol; <c>OPENAI_BASE_URL</c> is read when it is empty, then OpenAI itself.</summary>
    public string? BaseUrl { get; set; }

    /// <summary>The model to ask.</summary>
    [Required(ErrorMessage = "Ai:Model must name a model, such as gpt-4.1-mini.")]
    public string Model { get; set; } = "gpt-4.1-mini";

    /// <summary>One attempt, all in all.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "01:00:00", ErrorMessage = "Ai:AttemptTimeout must be between 00:00:00.100 and 01:00:00.")]
    public TimeSpan AttemptTimeout { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>The longest silence of the provider within an attempt.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "01:00:00", ErrorMessage = "Ai:StallTimeout must be between 00:00:00.100 and 01:00:00.")]
    public TimeSpan StallTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>A provider that asks to be left alone for longer fails the job.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "1.00:00:00", ErrorMessage = "Ai:MaxRetryAfter must be between 00:00:00 and 1.00:00:00.")]
    public TimeSpan MaxRetryAfter { get; set; } = TimeSpan.FromMinutes(5);
}
