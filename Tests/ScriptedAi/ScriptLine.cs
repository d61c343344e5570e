using System.Text.Json;
using System.Text.Json.Serialization;

namespace OrleansAiJobs.Tests.ScriptedAi;

/// <summary>The body of <c>POST /_script</c>: a reply, how often, and to which requests.</summary>
/// <param name="Reply">What to reply.</param>
/// <param name="Times">To how many requests.</param>
/// <param name="Contains">Only to those whose content contains this; null for whichever come next.</param>
internal sealed record ScriptLine(AiReply Reply, int Times = 1, string? Contains = null)
{
    public static JsonSerializerOptions Json { get; } = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter() },
    };
}
