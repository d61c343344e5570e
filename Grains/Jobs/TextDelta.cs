using OrleansAiJobs.Grains.Interfaces.Jobs;

namespace OrleansAiJobs.Grains.Jobs;

/// <summary>Turns the text so far into what has to be added to the text told before.</summary>
internal sealed class TextDelta
{
    private JobText _told = new(0, "");

    /// <summary>The piece that makes the told text the new one; null when they are equal. A new attempt begins empty.</summary>
    public TextPiece? Next(JobText? now)
    {
        if (now is null || now == _told)
        {
            return null;
        }

        var before = now.Attempt == _told.Attempt ? _told.Text : "";
        _told = now;
        if (before == now.Text)
        {
            return null;
        }

        var common = before.AsSpan().CommonPrefixLength(now.Text);
        if (common > 0 && char.IsHighSurrogate(now.Text[common - 1]))
        {
            common--;
        }

        return new TextPiece(common, now.Text[common..]);
    }

    /// <summary>The reader may have missed something: the next piece begins at 0.</summary>
    public void Forget() => _told = new JobText(0, "");
}
