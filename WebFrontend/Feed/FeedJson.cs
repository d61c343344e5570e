using System.Text.Json;
using System.Text.Json.Serialization;
using OrleansAiJobs.WebFrontend.Http;
using OrleansAiJobs.WebFrontend.Jobs;

namespace OrleansAiJobs.WebFrontend.Feed;

/// <summary>The data of the events.</summary>
[JsonSerializable(typeof(JobItemBody))]
[JsonSerializable(typeof(DeletedData))]
[JsonSerializable(typeof(ProgressData))]
[JsonSerializable(typeof(DeltaData))]
internal sealed partial class FeedJson : JsonSerializerContext
{
    public static FeedJson Instance { get; } = new(ApiJson.Configure(new JsonSerializerOptions()));
}
