using System.Collections.Concurrent;

namespace OrleansAiJobs.Grains.Storage.Sqlite;

/// <summary>
/// Runs blocking work on threads of its own. SQLite blocks for every disk flush; on the thread pool of a small machine that would stall
/// whatever else wants to run.
/// </summary>
internal sealed class DedicatedScheduler : TaskScheduler, IDisposable
{
    private readonly BlockingCollection<Task> _tasks = [];
    private readonly List<Thread> _threads;

    public DedicatedScheduler(string name, int threads)
    {
        _threads = [.. Enumerable.Range(0, threads).Select(_ => new Thread(RunTasks) { Name = name, IsBackground = true })];
        _threads.ForEach(thread => thread.UnsafeStart());
    }

    public override int MaximumConcurrencyLevel => _threads.Count;

    /// <summary>Runs the work as soon as a thread is free, unless the token is cancelled by then.</summary>
    public Task<T> RunAsync<T>(Func<T> work, CancellationToken cancellationToken) =>
        Task.Factory.StartNew(work, cancellationToken, TaskCreationOptions.DenyChildAttach | TaskCreationOptions.RunContinuationsAsynchronously, this);

    /// <summary>Finishes the work that waits, then ends the threads.</summary>
    public void Dispose()
    {
        _tasks.CompleteAdding();
        _threads.ForEach(thread => thread.Join());
        _tasks.Dispose();
    }

    protected override void QueueTask(Task task) => _tasks.Add(task);

    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => false;

    protected override IEnumerable<Task> GetScheduledTasks() => [.. _tasks];

    private void RunTasks()
    {
        foreach (var task in _tasks.GetConsumingEnumerable())
        {
            TryExecuteTask(task);
        }
    }
}
