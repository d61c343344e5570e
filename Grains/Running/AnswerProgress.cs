namespace OrleansAiJobs.Grains.Running;

/// <summary>How far an attempt is, by what it has read and written. Never falls.</summary>
/// <param name="expectedCharacters">How long the answer will be, roughly.</param>
internal sealed class AnswerProgress(int expectedCharacters)
{
    // Reading a long text takes many calls, writing the answer one.
    private const int PercentOfReading = 80;

    // The last steps are for the finished job.
    private const int MaxPercent = 95;

    private int _read;

    public int Percent { get; private set; }

    /// <param name="share">Of the text, from 0 to 1.</param>
    public void HasRead(double share)
    {
        _read = Math.Max(_read, (int)(share * PercentOfReading));
        Percent = Math.Max(Percent, _read);
    }

    /// <param name="characters">Of the answer so far; it may begin anew.</param>
    public void HasWritten(int characters)
    {
        var written = (100L - _read) * characters / Math.Max(1, expectedCharacters);
        Percent = (int)Math.Max(Percent, Math.Min(MaxPercent, _read + written));
    }
}
