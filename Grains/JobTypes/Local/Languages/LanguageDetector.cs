namespace OrleansAiJobs.Grains.JobTypes.Local.Languages;

/// <summary>Tells a text's language by its most frequent small words.</summary>
internal static class LanguageDetector
{
    // In running text every third word or so is one of them; other languages share a few by chance.
    private const double LeastShare = 0.12;
    private const int MaxWords = 2_000;

    private static readonly LanguageProfile[] Profiles = [English.Profile, German.Profile, French.Profile, Spanish.Profile];

    public static LanguageProfile Detect(IEnumerable<TextWord> words)
    {
        var hits = new int[Profiles.Length];
        var count = 0;
        foreach (var word in words.Take(MaxWords))
        {
            count++;
            for (var index = 0; index < Profiles.Length; index++)
            {
                hits[index] += Profiles[index].IsFunctionWord(word.Lower) || Profiles[index].Pronouns.Contains(word.Lower) ? 1 : 0;
            }
        }

        var best = Array.IndexOf(hits, hits.Max());
        return hits[best] > count * LeastShare ? Profiles[best] : LanguageProfile.Unknown;
    }
}
