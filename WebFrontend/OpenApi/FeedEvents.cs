using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using OrleansAiJobs.WebFrontend.Feed;
using OrleansAiJobs.WebFrontend.Jobs;

namespace OrleansAiJobs.WebFrontend.OpenApi;

/// <summary>
/// The events of feeds. OpenAPI 3.1 has no words for what a stream is made of, so they stand in the extension <c>x-events</c> of the answer:
/// by event, what it means, whether it has an id, and the schema of its data.
/// </summary>
internal static class FeedEvents
{
    public const string Extension = "x-events";

    private static readonly (string Name, bool HasId, Type? Data, string Text)[] All =
    [
        ("ready", true, null, "At every opening, once everything up to here has been sent."),
        ("job", true, typeof(JobItemBody), "A job, as in history, whenever its version has grown. Versions in between may be skipped, never the newest."),
        ("deleted", true, typeof(DeletedData), "A job is gone: deleted by the user or by retention."),
        ("progress", false, typeof(ProgressData), "A job's live members, on change, at most 2 a second for each job."),
        ("delta", false, typeof(DeltaData), "What the running attempt has written: it replaces everything from offset on. At most 20 a second for each job."),
        ("reset", false, null, "The cursor is unknown or too old: drop what you hold; all unfinished jobs and those last changed follow."),
        ("ping", false, null, "Every 15 s."),
    ];

    public static JsonNodeExtension Describe()
    {
        var events = new JsonObject();
        foreach (var (name, hasId, data, text) in All)
        {
            events[name] = new JsonObject
            {
                ["description"] = text,
                ["hasId"] = hasId,
                ["data"] = new JsonObject { ["$ref"] = $"#/components/schemas/{(data is null ? Schemas.NoData : TypeSchemas.NameOf(data))}" },
            };
        }

        return new JsonNodeExtension(events);
    }
}
