namespace OrleansAiJobs.Grains.Running;

/// <summary>Lets the answer to a call leave before the grain goes on with what the call has begun.</summary>
internal sealed class AnswerFirst : IThreadPoolWorkItem
{
    private readonly TaskCompletionSource _left = new();

    // The gateway's loop for the client takes the answer and hands it to the loop of the client's connection, which writes it for the loop of its
    // socket. Each of them waits in line for a thread, which the activation would keep as long as it has something to do.
    private int _loops = 3;

    private AnswerFirst()
    {
    }

    /// <summary>To be called within a turn, on its activation's scheduler.</summary>
    /// <returns>Completes there, once the turn has ended and its answer had its chance to be sent.</returns>
    public static async Task LeaveAsync()
    {
        // The rest of the turn, which gives its answer away.
        await Task.Yield();
        var answer = new AnswerFirst();
        answer.GoToTheEndOfTheLine();
        await answer._left.Task;
    }

    void IThreadPoolWorkItem.Execute()
    {
        if (--_loops > 0)
        {
            GoToTheEndOfTheLine();
        }
        else
        {
            _left.SetResult();
        }
    }

    private void GoToTheEndOfTheLine() => ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
}
