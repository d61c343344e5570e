using OrleansAiJobs.Grains.Storage.Batching;
using OrleansAiJobs.Grains.Storage.Rows;

namespace OrleansAiJobs.Tests.Unit.Storage.Batching;

/// <summary>A writer in front of a database that the test plays.</summary>
public abstract class GroupCommitTest : IAsyncLifetime
{
    private protected static readonly CancellationToken None = CancellationToken.None;
    private readonly List<GroupCommitWriter> _writers = [];

    private protected ScriptedDatabase Database { get; } = new();

    private protected SignallingTimeProvider Time { get; } = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        foreach (var writer in _writers)
        {
            await writer.DisposeAsync();
        }
    }

    private protected GroupCommitWriter NewWriter(BatchLimits? limits = null)
    {
        var writer = new GroupCommitWriter(limits ?? new BatchLimits { Lingers = [TimeSpan.Zero] }, Database.CommitAsync, e => e is IOException, Time);
        writer.Start();
        _writers.Add(writer);
        return writer;
    }

    /// <summary>Keeps the writer's only loop busy: whatever is written from now on waits.</summary>
    private protected async Task<(Task Write, ScriptedDatabase.Commit Commit)> BeginAsync(GroupCommitWriter writer)
    {
        var write = writer.CommitAsync(NewInsert(), None);
        return (write, await Database.NextAsync());
    }

    private protected async Task<List<int>> AnswerAllAsync(IReadOnlyCollection<Task> writes)
    {
        var sizes = new List<int>();
        var all = Task.WhenAll(writes);
        while (!all.IsCompleted)
        {
            var next = Database.NextAsync();
            if (await Task.WhenAny(all, next) == next)
            {
                var commit = await next;
                sizes.Add(commit.Changes.Count);
                commit.Succeed();
            }
        }

        await all;
        return sizes;
    }

    private protected static RowChange NewInsert(string content = "Some text.") => RowChange.Insert(SampleJobs.Pending(content: content));
}
