using OrleansAiJobs.Grains.Interfaces.History;
using OrleansAiJobs.Grains.Interfaces.Jobs;

namespace OrleansAiJobs.WebFrontend.Feed;

/// <summary>What the running attempts of one user have written so far, as far as this frontend knows.</summary>
internal sealed class LiveTexts
{
    // Null while there are none, which is mostly, for thousands.
    private Dictionary<Guid, JobText>? _texts;

    public JobText? Find(Guid jobId) => _texts?.GetValueOrDefault(jobId);

    /// <summary>Puts the piece in its place; false when something before it is missing, so that the whole has to be asked for.</summary>
    public bool TryApply(FeedLive live)
    {
        var known = Find(live.JobId);
        if (known is not null && known.Attempt > live.Attempt)
        {
            return true;
        }

        var before = known is not null && known.Attempt == live.Attempt ? known.Text : "";
        if (live.TextOffset > before.Length)
        {
            return false;
        }

        Put(live.JobId, new JobText(live.Attempt, string.Concat(before.AsSpan(0, live.TextOffset), live.Text)));
        return true;
    }

    /// <summary>Takes the whole text, unless a later attempt or a longer text is known.</summary>
    public void Take(Guid jobId, JobText text)
    {
        if (Find(jobId) is not { } known || known.Attempt < text.Attempt ||
            (known.Attempt == text.Attempt && known.Text.Length <= text.Text.Length))
        {
            Put(jobId, text);
        }
    }

    /// <summary>A job that is not running has no text of its own any more: its result, or its next attempt, supersedes it.</summary>
    public void Settle(FeedChange change)
    {
        if (change.Job is not { Status: JobStatus.Processing } && _texts?.Remove(change.JobId) is true && _texts.Count == 0)
        {
            _texts = null;
        }
    }

    private void Put(Guid jobId, JobText text) => (_texts ??= [])[jobId] = text;
}
