using OrleansAiJobs.Grains.Interfaces.History;

namespace OrleansAiJobs.WebFrontend.Jobs;

/// <summary>A page of a history.</summary>
internal sealed record HistoryBody(IReadOnlyList<JobItemBody> Items, string? NextCursor)
{
    public static HistoryBody From(HistoryPage page) => new(
        [.. page.Items.Select(JobItemBody.From)],
        page.Next is null ? null : HistoryCursor.Encode(page.Next));
}
