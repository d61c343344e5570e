using Microsoft.AspNetCore.Http.HttpResults;
using OrleansAiJobs.Grains.Interfaces.History;
using OrleansAiJobs.WebFrontend.Auth;
using OrleansAiJobs.WebFrontend.Http;
using OrleansAiJobs.WebFrontend.OpenApi;

namespace OrleansAiJobs.WebFrontend.Jobs;

/// <summary>All of the user's jobs, as a list and in numbers.</summary>
internal static class HistoryEndpoints
{
    public static void MapHistory(this RouteGroupBuilder api)
    {
        api.MapMethods("history", ReadMethods.All, GetPageAsync).Describe(JobOperations.GetHistory);
        api.MapMethods("stats", ReadMethods.All, GetStatsAsync).Describe(JobOperations.GetStats);
    }

    private static async Task<Results<Ok<HistoryBody>, Problem>> GetPageAsync(
        string? limit, string? cursor, string? type, string? status, CurrentUser user, JobCalls jobs, CancellationToken cancellationToken)
    {
        var request = HistoryRequest.Read(limit, cursor, type, status);
        if (request.Query is not { } query)
        {
            return request.Refusal!;
        }

        var page = await jobs.GetPageAsync(user.Id, query, cancellationToken);
        return page.KnownTypes is { } known
            ? Problems.InvalidParameter.With($"type must be one of: {string.Join(", ", known)}.")
            : TypedResults.Ok(HistoryBody.From(page));
    }

    private static async Task<Ok<UserStats>> GetStatsAsync(CurrentUser user, JobCalls jobs, CancellationToken cancellationToken) =>
        TypedResults.Ok(await jobs.GetStatsAsync(user.Id, cancellationToken));
}
