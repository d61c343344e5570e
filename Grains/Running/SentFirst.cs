namespace OrleansAiJobs.Grains.Running;

/// <summary>
/// Lets what an activation has just given away be sent before it goes on. What is sent passes loops, each of which waits in line for a thread, and the
/// activation would keep its thread, or take the next one, as long as it has something to do.
/// </summary>
internal sealed class SentFirst : IThreadPoolWorkItem
{
    // The gateway's loop for the client takes the answer and hands it to the loop of the client's connection, which writes it for the loop of its socket.
    private const int LoopsOfAnAnswer = 3;

    // The publisher of the inbox, the stream's queue, its agent, and the agent's delivery come before those. More than there are would cost nothing.
    private const int LoopsOfNews = 9;

    private readonly TaskCompletionSource _sent = new();
    private int _loops;

    private SentFirst(int loops) => _loops = loops;

    /// <summary>The answer to the call under way. To be called within its turn, on its activation's scheduler.</summary>
    /// <returns>Completes there, once the turn has ended and its answer had its chance to be sent.</returns>
    public static Task AnswerAsync() => WaitAsync(LoopsOfAnAnswer);

    /// <summary>What the user's grain, on this silo, was just told. To be called on the scheduler of whoever told it.</summary>
    /// <returns>Completes there, once the event had its chance to be sent to those who follow the feed.</returns>
    public static Task NewsAsync() => WaitAsync(LoopsOfNews);

    void IThreadPoolWorkItem.Execute()
    {
        if (--_loops > 0)
        {
            GoToTheEndOfTheLine();
        }
        else
        {
            _sent.SetResult();
        }
    }

    private static async Task WaitAsync(int loops)
    {
        // The rest of the turn.
        await Task.Yield();
        var item = new SentFirst(loops);
        item.GoToTheEndOfTheLine();
        await item._sent.Task;
    }

    private void GoToTheEndOfTheLine() => ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
}
