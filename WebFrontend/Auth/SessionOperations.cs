using Microsoft.OpenApi;
using OrleansAiJobs.WebFrontend.Http;
using OrleansAiJobs.WebFrontend.OpenApi;

namespace OrleansAiJobs.WebFrontend.Auth;

/// <summary>The endpoints of sessions in the OpenAPI document.</summary>
internal static class SessionOperations
{
    private const string Tag = "session";

    public static readonly OperationDescription Get = new("getSession", Tag, "Who one is", "The user for whom every call acts.")
    {
        Answers = [Answer("The user.", HeaderDescriptions.CacheControl)],
    };

    public static readonly OperationDescription Start = new(
        "startSession", Tag, "Start or renew a guest session", "Sets the session cookie. With a bearer token it only tells who one is.")
    {
        Callers = Callers.NobodyToo,
        Answers = [Answer("The user, who is new unless there was a session.", HeaderDescriptions.CacheControl, HeaderDescriptions.SetCookie)],
        Refusals = [Problems.GuestsNotAllowed, Problems.RateLimited],
    };

    public static readonly OperationDescription End = new(
        "endSession", Tag, "End the session", "Removes the cookie. A bearer token ends with its own time, whatever is asked here.")
    {
        Callers = Callers.NobodyToo,
        Parameters =
        [
            new ParameterDescription(
                "erase", ParameterLocation.Query, "true also cancels and deletes all of the user's jobs.", Schemas.Words("true", "false"), "true"),
        ],
        Answers =
        [
            new AnswerDescription(204, "There is no session any more, and with erase no job.")
            {
                Headers = [HeaderDescriptions.CacheControl, HeaderDescriptions.SetCookie],
            },
        ],
        Refusals = [Problems.InvalidParameter, Problems.StillRunning],
    };

    private static AnswerDescription Answer(string text, params string[] headers) => new(200, text)
    {
        Body = typeof(SessionBody),
        Example = Examples.Session,
        Headers = headers,
    };
}
