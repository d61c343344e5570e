namespace OrleansAiJobs.Grains.JobTypes.Local;

/// <summary>What parts two words of a sentence, the weakest first.</summary>
internal enum ClauseGap
{
    None,
    Preposition,
    Clause,
    Punctuation,
}
