namespace OrleansAiJobs.Tests.ScriptedAi;

/// <summary>What the scripted AI does with one request. As it stands: a valid answer, at once.</summary>
public sealed record AiReply
{
    /// <summary>The text of the answer; null for one that fits the requested schema, made from the content.</summary>
    public string? Answer { get; init; }

    /// <summary>Puts the answer into a Markdown code fence.</summary>
    public bool Fenced { get; init; }

    /// <summary>Into how many pieces the answer is cut.</summary>
    public int Chunks { get; init; } = 4;

    /// <summary>The wait before the first byte.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>The wait before each piece of the answer.</summary>
    public TimeSpan ChunkDelay { get; init; }

    /// <summary>Stands before the first byte.</summary>
    public Gate? Gate { get; init; }

    /// <summary>Stands before each piece of the answer.</summary>
    public Gate? ChunkGate { get; init; }

    /// <summary>Stands before the finish reason.</summary>
    public Gate? FinishGate { get; init; }

    /// <summary>Null for a stream that ends without one.</summary>
    public string? FinishReason { get; init; } = "stop";

    /// <summary>Sends the finish reason in one chunk with the last piece, as some servers do.</summary>
    public bool FinishWithLastPiece { get; init; }

    /// <summary>Whether <c>[DONE]</c> ends the stream.</summary>
    public bool Done { get; init; } = true;

    /// <summary>The answer comes as a refusal instead of content.</summary>
    public bool Refusal { get; init; }

    /// <summary>The model that says it answered; null for the requested one.</summary>
    public string? Model { get; init; }

    /// <summary>Whether usage is told to those who ask for it.</summary>
    public bool Usage { get; init; } = true;

    public AiFault Fault { get; init; }

    /// <summary>After how many pieces the fault happens; -1 for before the first byte.</summary>
    public int FaultAfterChunks { get; init; }

    public int Status { get; init; } = 200;

    /// <summary>A plain answer instead of a completion, whatever the status.</summary>
    public string? Body { get; init; }

    public string ContentType { get; init; } = "application/json";

    public string? ErrorCode { get; init; }

    public string? ErrorType { get; init; }

    public string? ErrorMessage { get; init; }

    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>An answer with this text.</summary>
    public static AiReply Says(string answer) => new() { Answer = answer };

    /// <summary>An error as OpenAI words it.</summary>
    public static AiReply Error(int status, string? code = null, string? type = null, string? message = null) => new()
    {
        Status = status,
        ErrorCode = code,
        ErrorType = type,
        ErrorMessage = message,
    };

    /// <summary>Accepts the request and never sends a byte.</summary>
    public static AiReply Hang() => new() { Fault = AiFault.Silence, FaultAfterChunks = -1 };

    /// <summary>Begins well, and goes wrong after so many pieces.</summary>
    public static AiReply Breaks(AiFault fault, int afterChunks = 2) => new() { Fault = fault, FaultAfterChunks = afterChunks };

    /// <summary>A 200 that is no event stream.</summary>
    public static AiReply Page(string html = "<html><body>Sign in to the network</body></html>") =>
        new() { Body = html, ContentType = "text/html" };

    /// <summary>An <c>error</c> event inside the stream.</summary>
    public static AiReply ErrorInStream(string? code, string? type = null, int afterChunks = 1) => new()
    {
        Fault = AiFault.ErrorEvent,
        FaultAfterChunks = afterChunks,
        ErrorCode = code,
        ErrorType = type,
    };

    public AiReply WithHeader(string name, string value) =>
        this with { Headers = new Dictionary<string, string>(Headers) { [name] = value } };
}
