namespace OrleansAiJobs.Tests.ScriptedAi;

/// <summary>How a streamed reply goes wrong, once it has sent as many pieces as the reply says.</summary>
public enum AiFault
{
    None = 0,

    /// <summary>Sends nothing more, not even the headers if it was to fail at once, and keeps the connection.</summary>
    Silence = 1,

    /// <summary>Resets the connection (RST).</summary>
    Reset = 2,

    /// <summary>Ends the connection in the middle of the body (FIN).</summary>
    Close = 3,

    /// <summary>Sends an <c>error</c> in the place of a chunk, then ends the stream.</summary>
    ErrorEvent = 4,

    /// <summary>Sends a chunk that is no JSON, then goes on.</summary>
    BrokenChunk = 5,
}
