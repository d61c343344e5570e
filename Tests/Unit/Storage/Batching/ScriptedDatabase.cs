using System.Threading.Channels;
using OrleansAiJobs.Grains.Storage.Rows;

namespace OrleansAiJobs.Tests.Unit.Storage.Batching;

/// <summary>Stands at the other end of a <c>GroupCommitWriter</c>: a test takes each batch as it arrives, and says what becomes of it.</summary>
internal sealed class ScriptedDatabase
{
    private readonly Channel<Commit> _commits = Channel.CreateUnbounded<Commit>();

    public Task<IReadOnlyList<RowResult>> CommitAsync(IReadOnlyList<RowChange> changes, CancellationToken _)
    {
        var commit = new Commit(changes);
        _commits.Writer.TryWrite(commit);
        return commit.Answer;
    }

    public async Task<Commit> NextAsync() => await _commits.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System);

    public bool HasAnother => _commits.Reader.Count > 0;

    internal sealed class Commit(IReadOnlyList<RowChange> changes)
    {
        private readonly TaskCompletionSource<IReadOnlyList<RowResult>> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public IReadOnlyList<RowChange> Changes => changes;

        public IEnumerable<Guid> Ids => changes.Select(change => change.Id);

        public Task<IReadOnlyList<RowResult>> Answer => _answer.Task;

        public void Succeed() => _answer.SetResult([.. changes.Select(_ => RowResult.Committed)]);

        public void Answers(params RowResult[] results) => _answer.SetResult(results);

        public void Fail(Exception exception) => _answer.SetException(exception);
    }
}
