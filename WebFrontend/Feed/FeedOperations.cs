using Microsoft.OpenApi;
using OrleansAiJobs.WebFrontend.Http;
using OrleansAiJobs.WebFrontend.Jobs;
using OrleansAiJobs.WebFrontend.OpenApi;

namespace OrleansAiJobs.WebFrontend.Feed;

/// <summary>The feeds in the OpenAPI document.</summary>
internal static class FeedOperations
{
    private const string Tag = "feeds";

    private const string Opening =
        "Without a cursor: every unfinished job, then ready, then live. With one: everything that changed since, then ready, then live. "
        + "Holding an id means having everything up to it. A feed ends when its token expires.";

    private static readonly ParameterDescription LastEventId = new(
        "Last-Event-ID", ParameterLocation.Header, "The last id that one holds; browsers send it by themselves.", Schemas.Text, Examples.FeedId);

    private static readonly ParameterDescription After = new(
        "after", ParameterLocation.Query, "The same, for clients that cannot set headers; Last-Event-ID goes first.", Schemas.Text, Examples.FeedId);

    public static readonly OperationDescription FollowAll = new("followJobs", Tag, "Follow all of one's jobs", Opening)
    {
        Parameters = [LastEventId, After],
        Answers = [Feed("The feed, until one of both ends hangs up.")],
        Refusals = [Problems.TooManyConnections],
    };

    public static readonly OperationDescription FollowJob = new(
        "followJob", Tag, "Follow one job", $"It closes after the terminal event. {Opening}")
    {
        Parameters = [JobOperations.Id, LastEventId, After],
        Answers =
        [
            Feed("The feed, until the job ends."),
            new AnswerDescription(204, "The job has ended, and the cursor is at its end: there is nothing to come."),
        ],
        Refusals = [Problems.NotFound, Problems.TooManyConnections],
    };

    public static readonly OperationDescription FollowBySocket = new(
        "followJobsBySocket",
        Tag,
        "Follow all of one's jobs by WebSocket",
        "The feed of /api/ai/events as messages { event, id, data } of text. What the client sends is ignored up to 1 KB; beyond that the socket closes. " + Opening)
    {
        Parameters = [LastEventId, After],
        Answers = [new AnswerDescription(101, "The socket is open (RFC 6455).") { IsFeed = true }],
        Refusals = [Problems.InvalidParameter, Problems.CrossOrigin, Problems.TooManyConnections],
    };

    private static AnswerDescription Feed(string text) => new(200, text)
    {
        OtherMediaType = "text/event-stream",
        Example = Examples.Feed,
        IsFeed = true,
        Headers = [HeaderDescriptions.CacheControl, HeaderDescriptions.AccelBuffering],
    };
}
