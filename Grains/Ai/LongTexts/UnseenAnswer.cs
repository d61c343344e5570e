namespace OrleansAiJobs.Grains.Ai.LongTexts;

/// <summary>Takes the answers that nobody is to see while they are written: they are not the job's.</summary>
internal sealed class UnseenAnswer : IAnswerSink
{
    public static readonly UnseenAnswer Sink = new();

    private UnseenAnswer()
    {
    }

    public void HasRead(double share)
    {
        // Told by whoever asks for the parts.
    }

    public void Restart()
    {
        // There is nothing to take back.
    }

    public void Append(string text)
    {
        // Seen by nobody.
    }

    public void AwaitMore()
    {
        // Nobody reads along.
    }
}
