using System.Text.Json.Serialization;

namespace OrleansAiJobs.Grains.Ai.Protocol;

/// <summary>Writes requests.</summary>
[JsonSourceGenerationOptions(
    GenerationMode = JsonSourceGenerationMode.Serialization,
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ChatRequest))]
internal sealed partial class ProtocolJson : JsonSerializerContext;
