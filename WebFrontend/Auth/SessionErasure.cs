using OrleansAiJobs.Grains.Interfaces.History;
using OrleansAiJobs.Grains.Interfaces.Jobs;
using OrleansAiJobs.WebFrontend.Jobs;

namespace OrleansAiJobs.WebFrontend.Auth;

/// <summary>Cancels and deletes everything that a user has.</summary>
internal sealed class SessionErasure(JobCalls jobs)
{
    private const int PageSize = 100;
    private const int Tries = 3;
    private static readonly ParallelOptions AFewAtATime = new() { MaxDegreeOfParallelism = 8 };

    /// <summary>False when a job was started again each time it had been cancelled. Can be repeated, also after a failure.</summary>
    public async Task<bool> EraseAsync(CurrentUser user, CancellationToken cancellationToken)
    {
        var complete = true;
        var query = new HistoryQuery { Limit = PageSize };
        do
        {
            var page = await jobs.GetPageAsync(user.Id, query, cancellationToken);
            await Parallel.ForEachAsync(page.Items, AFewAtATime, async (job, _) =>
            {
                if (!await EraseAsync(user, job.Id))
                {
                    Volatile.Write(ref complete, false);
                }
            });
            query = query with { After = page.Next };
        }
        while (query.After is not null);

        return complete;
    }

    private async Task<bool> EraseAsync(CurrentUser user, Guid jobId)
    {
        for (var i = 0; i < Tries; i++)
        {
            var deletion = await jobs.DeleteAsync(jobId, user.Id);
            if (deletion.Status is JobAnswerStatus.Done or JobAnswerStatus.NotFound)
            {
                return true;
            }

            await jobs.CancelAsync(jobId, user.Id);
        }

        return false;
    }
}
