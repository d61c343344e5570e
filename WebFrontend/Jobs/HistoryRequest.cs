using System.Globalization;
using OrleansAiJobs.Grains.Interfaces.History;
using OrleansAiJobs.Grains.Interfaces.Jobs;
using OrleansAiJobs.WebFrontend.Http;

namespace OrleansAiJobs.WebFrontend.Jobs;

/// <summary>The query of a history request: either what to ask for or why it is refused.</summary>
internal sealed record HistoryRequest
{
    private const int DefaultLimit = 20;
    public const int MaxLimit = 100;
    private const int MaxTypeLength = 50;

    private HistoryRequest()
    {
    }

    /// <summary>Null when refused.</summary>
    public HistoryQuery? Query { get; private init; }

    /// <summary>Null when there is a query.</summary>
    public Problem? Refusal { get; private init; }

    public static HistoryRequest Read(string? limit, string? cursor, string? type, string? status)
    {
        if (ReadLimit(limit) is not { } jobs)
        {
            return Refuse(Problems.InvalidParameter, $"limit must be an integer from 1 to {MaxLimit}.");
        }

        if (type is not null && !IsTypeName(type))
        {
            return Refuse(Problems.InvalidParameter, "type must be the name of a job type, such as titles.");
        }

        JobStatus? state = status is null ? null : JobStatusNames.Find(status);
        if (status is not null && state is null)
        {
            return Refuse(Problems.InvalidParameter, "status must be pending, processing, completed, failed or cancelled.");
        }

        var after = cursor is null ? null : HistoryCursor.Decode(cursor);
        return cursor is not null && after is null
            ? Refuse(Problems.InvalidCursor, "cursor must be the nextCursor of an earlier page.")
            : new HistoryRequest { Query = new HistoryQuery { Limit = jobs, After = after, Type = type, Status = state } };
    }

    private static int? ReadLimit(string? limit)
    {
        if (limit is null)
        {
            return DefaultLimit;
        }

        return int.TryParse(limit, NumberStyles.None, CultureInfo.InvariantCulture, out var jobs) && jobs is >= 1 and <= MaxLimit ? jobs : null;
    }

    // Only the shape: which types there are is for the cluster to say.
    private static bool IsTypeName(string type) =>
        type.Length is >= 1 and <= MaxTypeLength && type.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-' or '_');

    private static HistoryRequest Refuse(ProblemKind kind, string detail) => new() { Refusal = kind.With(detail) };
}
