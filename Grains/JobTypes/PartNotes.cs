namespace OrleansAiJobs.Grains.JobTypes;

/// <summary>An answer about a part of a text: either the notes or what is wrong with it.</summary>
public sealed record PartNotes
{
    private PartNotes()
    {
    }

    /// <summary>Plain text; null when the answer is unusable.</summary>
    public string? Text { get; private init; }

    /// <summary>What is wrong, addressed to the AI, as in <see cref="JobResult.Complaint"/>.</summary>
    public string? Complaint { get; private init; }

    public static PartNotes Valid(string text) => new() { Text = text };

    public static PartNotes Invalid(string complaint) => new() { Complaint = complaint };
}
