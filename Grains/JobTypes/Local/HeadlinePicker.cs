namespace OrleansAiJobs.Grains.JobTypes.Local;

/// <summary>Collects headlines that differ from each other.</summary>
internal sealed class HeadlinePicker(int count)
{
    private const double MaxPart = 0.6;

    // Of headlines with fewer terms, one in common would be a large share.
    private const int LeastTerms = 3;

    private readonly List<Headline> _picked = [];

    public IReadOnlyList<string> Titles => [.. _picked.Select(headline => headline.Text)];

    /// <summary>Takes headlines in their order until there are enough.</summary>
    /// <param name="headlines">The best first.</param>
    /// <param name="leastScore">What is worse is left.</param>
    /// <param name="maxOverlap">What has a larger share of its terms in common with one already picked is left.</param>
    public void Add(IEnumerable<Headline> headlines, double leastScore, double maxOverlap)
    {
        foreach (var headline in headlines)
        {
            if (_picked.Count >= count)
            {
                return;
            }

            if (headline.Score >= leastScore && !_picked.Exists(other => IsAlike(other, headline, maxOverlap)))
            {
                _picked.Add(headline);
            }
        }
    }

    /// <summary>Takes short headlines that are part of a picked one but far from all of it, until there are enough.</summary>
    public void AddParts(IEnumerable<Headline> headlines)
    {
        var whole = _picked.ToArray();
        foreach (var headline in headlines)
        {
            var isShort = Array.TrueForAll(whole, other => headline.Text.Length <= other.Text.Length * MaxPart || !Contains(other, headline));
            if (_picked.Count < count && isShort && !_picked.Exists(other => Array.IndexOf(whole, other) < 0 && IsAlike(other, headline, 0.5)))
            {
                _picked.Add(headline);
            }
        }
    }

    private static bool Contains(Headline one, Headline other) => one.Text.Contains(other.Text, StringComparison.OrdinalIgnoreCase);

    private static bool IsAlike(Headline one, Headline other, double maxOverlap) =>
        Contains(one, other) ||
        Contains(other, one) ||
        Sentence.CountCommon(one.Terms, other.Terms) > maxOverlap * Math.Max(LeastTerms, Math.Min(one.Terms.Length, other.Terms.Length));
}
