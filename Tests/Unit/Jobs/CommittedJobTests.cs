using Orleans.Storage;
using OrleansAiJobs.Grains.Interfaces.Jobs;
using OrleansAiJobs.Grains.Jobs;
using OrleansAiJobs.Grains.Storage;

namespace OrleansAiJobs.Tests.Unit.Jobs;

public sealed class CommittedJobTests
{
    private readonly Row _stored = new() { Stored = new AiJobRecord { Job = AJob.Pending } };

    [Fact]
    public async Task A_turn_begins_when_the_one_before_has_ended_and_sees_what_it_has_saved()
    {
        var row = await OpenAsync();
        var first = await row.BeginTurnAsync(CancellationToken.None);
        var second = row.BeginTurnAsync(CancellationToken.None);
        Assert.False(second.IsCompleted);

        await row.SaveAsync(AJob.In(JobStatus.Processing), CancellationToken.None);
        first.Dispose();
        using var turn = await second.WaitAsync(TimeSpan.FromSeconds(10), TimeProvider.System);

        Assert.Equal(JobStatus.Processing, row.Job?.Status);
    }

    [Fact]
    public async Task Whoever_no_longer_waits_for_a_turn_holds_nobody_up()
    {
        var row = await OpenAsync();
        var first = await row.BeginTurnAsync(CancellationToken.None);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => CancelAsync(row.BeginTurnAsync));
        first.Dispose();

        using var turn = await row.BeginTurnAsync(CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(10), TimeProvider.System);
    }

    [Fact]
    public async Task A_turn_that_cannot_settle_what_is_stored_ends_before_it_has_begun()
    {
        var row = await OpenAsync();
        row.Doubt();
        _stored.IsAway = true;
        await Assert.ThrowsAsync<StorageException>(() => row.BeginTurnAsync(CancellationToken.None));

        _stored.IsAway = false;
        using var turn = await row.BeginTurnAsync(CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(10), TimeProvider.System);

        Assert.Equal(JobStatus.Pending, row.Job?.Status);
    }

    [Fact]
    public async Task The_first_turn_reads_what_nobody_has_looked_for()
    {
        _stored.Stored = new AiJobRecord { IsUnread = true };
        var row = await OpenAsync();
        _stored.Stored = new AiJobRecord { Job = AJob.Pending };

        using var turn = await row.BeginTurnAsync(CancellationToken.None);

        Assert.Equal((JobStatus.Pending, false), (row.Job?.Status, row.IsUnread));
    }

    [Fact]
    public async Task Under_an_id_that_was_just_made_nobody_looks()
    {
        _stored.Stored = new AiJobRecord { IsUnread = true };
        var row = await OpenAsync();
        _stored.IsAway = true;
        row.TakeAsNew();

        using var turn = await row.BeginTurnAsync(CancellationToken.None);

        Assert.Equal((null, false, false), (row.Job, row.IsUnread, _stored.Read!.IsUnread));
    }

    [Fact]
    public async Task A_write_whose_fate_is_unknown_is_not_forgotten_for_an_id_that_is_called_new()
    {
        var row = await OpenAsync();
        _stored.IsAway = true;
        await Assert.ThrowsAsync<StorageException>(() => row.SaveAsync(AJob.In(JobStatus.Processing), CancellationToken.None));
        row.TakeAsNew();

        await Assert.ThrowsAsync<StorageException>(() => row.BeginTurnAsync(CancellationToken.None));
    }

    private static async Task CancelAsync(Func<CancellationToken, Task> wait)
    {
        using var gone = new CancellationTokenSource();
        var waiting = wait(gone.Token);
        await gone.CancelAsync();
        await waiting;
    }

    private async Task<CommittedJob> OpenAsync()
    {
        var row = new CommittedJob(_stored, GrainId.Create("job", "1"));
        await row.OpenAsync(CancellationToken.None);
        return row;
    }

    private sealed class Row : IGrainStorage
    {
        public required AiJobRecord Stored { get; set; }

        /// <summary>What was read last.</summary>
        public AiJobRecord? Read { get; private set; }

        public bool IsAway { get; set; }

        public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
        {
            if (!IsAway)
            {
                Read = Stored;
                ((IGrainState<AiJobRecord>)grainState).State = Stored;
            }

            return Answer();
        }

        public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => Answer();

        public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => Task.CompletedTask;

        private Task Answer() => IsAway ? Task.FromException(new StorageException("The store is away.")) : Task.CompletedTask;
    }
}
