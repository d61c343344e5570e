namespace OrleansAiJobs.Grains.JobTypes.Titles;

/// <summary>The usable titles of an answer, in its order, and what was wrong with the others.</summary>
internal sealed class TitleSet
{
    private const int MaxTitleCharacters = 300;

    private readonly List<string> _titles = [];
    private readonly HashSet<string> _known = new(StringComparer.OrdinalIgnoreCase);

    public IReadOnlyList<string> Titles => _titles;

    public int Duplicates { get; private set; }

    public int TooLong { get; private set; }

    /// <summary>Reads a finished answer. A title that the answer breaks off in does not count.</summary>
    public static TitleSet ReadFinished(string answer)
    {
        var set = new TitleSet();
        foreach (var (index, title) in TitlesAnswer.Read(answer).Index())
        {
            if (title.End is not TitleEnd.Missing)
            {
                set.Add(TitleCleaner.Clean(title with { End = TitleEnd.Certain }, index + 1));
            }
        }

        return set;
    }

    /// <summary>What people see of an answer that is still being written: one title a line.</summary>
    public static string ReadPartial(string answerSoFar)
    {
        var set = new TitleSet();
        var open = "";
        foreach (var (index, title) in TitlesAnswer.Read(answerSoFar).Index())
        {
            var text = TitleCleaner.Clean(title, index + 1);
            if (title.End is TitleEnd.Certain)
            {
                set.Add(text);
            }
            else
            {
                open = text;
            }
        }

        // As long as it may turn out to repeat an earlier title it is not shown.
        if (open.Length > 0 && !set._titles.Exists(title => title.StartsWith(open, StringComparison.OrdinalIgnoreCase)))
        {
            set._titles.Add(open);
        }

        return string.Join('\n', set._titles);
    }

    private void Add(string title)
    {
        if (title.Length > MaxTitleCharacters)
        {
            TooLong++;
        }
        else if (title.Length > 0)
        {
            if (_known.Add(title))
            {
                _titles.Add(title);
            }
            else
            {
                Duplicates++;
            }
        }
    }
}
