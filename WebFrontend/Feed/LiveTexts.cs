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
        if (change.Job is { Status: JobStatus.Processing } job)
        {
            Outdate(job.Id, job.Attempt);
        }
        else if (_texts?.Remove(change.JobId) is true && _texts.Count == 0)
        {
            _texts = null;
        }
    }

    /// <summary>
    /// The attempt is running: an earlier one's text is dropped, and what is still on its way of it will be. True when there was one; then
    /// the new one's text is empty as far as is known. What told of the new attempt may never have come: a silo that died has taken it along.
    /// </summary>
    public bool Outdate(Guid jobId, int attempt)
    {
        var outdated = Find(jobId) is { } known && known.Attempt < attempt;
        if (outdated)
        {
            Put(jobId, new JobText(attempt, ""));
        }

        return outdated;
    }

    private void Put(Guid jobId, JobText text) => (_texts ??= [])[jobId] = text;
}
