using System.Text.Json.Serialization;

namespace OrleansAiJobs.WebFrontend.Http;

/// <summary>JSON that is written as it is.</summary>
/// <param name="Text">Valid JSON.</param>
[JsonConverter(typeof(RawJsonConverter))]
internal readonly record struct RawJson(string Text);
