namespace OrleansAiJobs.WebFrontend.OpenApi;

/// <summary>What requests and answers look like.</summary>
internal static class Examples
{
    public const string JobId = "0199b7c2-5f0e-7a31-9d57-0f2c7e5f3a10";
    public const string JobAddress = $"/api/ai/job/{JobId}";
    public const string UserId = "7b0e9f7e-3f5a-4c0a-8f65-0f4d3c1c9a51";
    public const string Session = $$"""{ "userId": "{{UserId}}" }""";
    public const string TitlesInput = """{ "content": "Community gardens are changing how cities feed themselves.", "count": 2, "tone": "playful" }""";
    public const string SummaryInput = """{ "content": "Community gardens are changing how cities feed themselves.", "maxWords": 50, "language": "en" }""";
    public const string OtherInput = """{ "content": "What this type needs is up to whoever registered it." }""";
    public const string BatchInput = $$"""{ "jobs": [ { "type": "titles", "input": {{TitlesInput}} }, { "type": "summary", "input": {{SummaryInput}} } ] }""";
    public const string Stats = """{ "pending": 2, "processing": 1, "engine": "gpt-4.1-mini", "medianSeconds": { "titles": 3.1 } }""";
    public const string FeedId = "5b1c6a1de7c34f0c9f5b0a0c3f8e2d41-17";

    public const string PendingJob = $$"""{ {{Head}} "status": "pending", "terminal": false, "version": 1, {{Input}} "progress": { "message": "Waiting…", "percent": 0 }, "queuePosition": 3, "estimatedSecondsRemaining": 9.5, "attempt": 0, "maxAttempts": 3, "nextAttemptAt": null, "attempts": [], "result": null, "error": null, "usage": null, {{CreatedAt}} "startedAt": null, "completedAt": null }""";

    public const string CancelledJob = $$"""{ {{Head}} "status": "cancelled", "terminal": true, "version": 2, {{Input}} "progress": { "message": "Cancelled", "percent": 0 }, {{NotLive}} "attempt": 0, "maxAttempts": 3, "nextAttemptAt": null, "attempts": [], "result": null, "error": null, "usage": null, {{CreatedAt}} "startedAt": null, "completedAt": "2026-11-23T17:04:06.100Z" }""";

    public const string CompletedJob = $$"""{ {{CompletedStart}} "attempts": [ { "number": 1, "startedAt": "2026-11-23T17:04:05.700Z", "endedAt": "2026-11-23T17:04:08.800Z", "error": null } ], {{CompletedEnd}} }""";

    public const string CompletedItem = $$"""{ {{CompletedStart}} {{CompletedEnd}} }""";

    public const string Batch = $$"""{ "jobs": [ {{PendingJob}} ] }""";

    public const string History = $$"""{ "items": [ {{CompletedItem}} ], "nextCursor": null }""";

    public const string Feed = $$"""
        retry: 2000

        event: job
        id: {{FeedId}}
        data: {{CompletedItem}}

        event: ready
        id: {{FeedId}}
        data: {}


        """;

    private const string Head = $"\"id\": \"{JobId}\", \"type\": \"titles\",";
    private const string Input = $"\"input\": {TitlesInput},";
    private const string NotLive = "\"queuePosition\": null, \"estimatedSecondsRemaining\": null,";
    private const string CreatedAt = "\"createdAt\": \"2026-11-23T17:04:05.678Z\",";
    private const string CompletedStart = $$"""{{Head}} "status": "completed", "terminal": true, "version": 3, {{Input}} "progress": { "message": "Done!", "percent": 100 }, {{NotLive}} "attempt": 1, "maxAttempts": 3, "nextAttemptAt": null,""";
    private const string CompletedEnd = $$"""
        "result": { "titles": [ "Gardens That Feed a City", "Tomatoes on the Parking Lot" ] }, "error": null, "usage": { "model": "gpt-4.1-mini", "inputTokens": 212, "outputTokens": 31 }, {{CreatedAt}} "startedAt": "2026-11-23T17:04:05.700Z", "completedAt": "2026-11-23T17:04:08.800Z"
        """;
}
