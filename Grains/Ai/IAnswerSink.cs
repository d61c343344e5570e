namespace OrleansAiJobs.Grains.Ai;

/// <summary>Takes an answer while it is being written. Called on the caller's own scheduler, never concurrently.</summary>
internal interface IAnswerSink
{
    /// <summary>Before the answer: so much of a long text has been read, from 0 to 1. Never falls.</summary>
    void HasRead(double share);

    /// <summary>The answer begins anew: what was appended so far no longer counts.</summary>
    void Restart();

    void Append(string text);

    /// <summary>What was appended so far is all there is for now: more has to be waited for. Not called when the answer is complete.</summary>
    void AwaitMore();
}
