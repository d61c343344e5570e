namespace OrleansAiJobs.Grains.JobTypes.Titles;

/// <summary>A title as the AI wrote it.</summary>
internal readonly record struct RawTitle(string Text, TitleEnd End);
