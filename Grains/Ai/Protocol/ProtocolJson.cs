using System.Text.Json.Serialization;

namespace OrleansAiJobs.Grains.Ai.Protocol;

/// <summary>Writes requests and reads answers.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ChatRequest))]
[JsonSerializable(typeof(ChatChunk))]
internal sealed partial class ProtocolJson : JsonSerializerContext;
