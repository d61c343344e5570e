using System.Text.Json;
using OrleansAiJobs.Grains.Interfaces.Jobs;
using OrleansAiJobs.Grains.Storage;

namespace OrleansAiJobs.Grains.Jobs;

/// <summary>Judges a submit whose ids are known already. Pure.</summary>
internal static class Resubmission
{
    /// <summary>Whether both ask for the same, as a submit of its own or in a batch of the same length.</summary>
    public static bool IsSame(AiJobState stored, AiJobState submitted) =>
        stored.UserId == submitted.UserId
        && stored.Type == submitted.Type
        && stored.BatchSize == submitted.BatchSize
        && IsSameInput(stored.Input, submitted.Input);

    /// <summary>Whether the id is still refused after its job's deletion.</summary>
    public static bool IsRefused(DateTimeOffset? deletedAt, DateTimeOffset now) => deletedAt > now - JobIds.RefusedAfterDeletion;

    /// <summary>What a batch meets; null when it is new. Where a part of it is gone, the whole of it cannot be given again.</summary>
    /// <param name="found">What the store has under each id.</param>
    /// <param name="submitted">The batch, in the same order.</param>
    /// <param name="now">The time of the submit.</param>
    public static SubmitStatus? Judge(IReadOnlyList<FoundJob?> found, IReadOnlyList<AiJobState> submitted, DateTimeOffset now)
    {
        var stored = found.Count(one => one?.Stored is not null);
        var refused = found.Any(one => one?.Stored is null && IsRefused(one?.DeletedAt, now));
        if (stored == 0)
        {
            return refused ? SubmitStatus.Deleted : null;
        }

        if (found.Zip(submitted).Any(pair => pair.First?.Stored is { } row && !IsSame(row.Job, pair.Second)))
        {
            return SubmitStatus.Conflict;
        }

        return stored == submitted.Count ? SubmitStatus.Accepted : SubmitStatus.Deleted;
    }

    // By meaning: the store may keep the members in another order.
    private static bool IsSameInput(string stored, string submitted) =>
        stored == submitted || JsonElement.DeepEquals(JsonElement.Parse(stored), JsonElement.Parse(submitted));
}
