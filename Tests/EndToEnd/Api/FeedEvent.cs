using System.Text.Json.Nodes;

namespace OrleansAiJobs.Tests.EndToEnd.Api;

/// <summary>One server-sent event.</summary>
internal sealed record FeedEvent(string Type, string? Id, JsonNode Data);
