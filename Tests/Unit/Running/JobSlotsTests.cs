using Microsoft.Extensions.Options;
using OrleansAiJobs.Grains.Jobs;
using OrleansAiJobs.Grains.Running;

namespace OrleansAiJobs.Tests.Unit.Running;

public sealed class JobSlotsTests
{
    private readonly JobSlots _slots = new(Options.Create(new JobsOptions { MaxConcurrentPerSilo = 3, MaxConcurrentPerUser = 2 }));
    private readonly Guid _ann = Guid.NewGuid();
    private readonly Guid _bob = Guid.NewGuid();

    [Fact]
    public void A_user_fills_no_more_than_the_share_of_one_user()
    {
        var anns = Wait(_ann, 3);
        var bobs = Wait(_bob, 1);

        Assert.Equal([true, true, false], anns.Select(slot => slot.IsCompleted));
        Assert.True(bobs[0].IsCompletedSuccessfully);
        Assert.Equal(3, _slots.Taken);
    }

    [Fact]
    public async Task A_slot_given_back_goes_to_the_next_in_line_once()
    {
        var anns = Wait(_ann, 4);
        var slot = await anns[0];

        slot.Dispose();
        slot.Dispose();

        await anns[2];
        Assert.False(anns[3].IsCompleted);
        Assert.Equal(2, _slots.Taken);
    }

    [Fact]
    public async Task Who_gives_up_waiting_leaves_the_line()
    {
        Wait(_ann, 2);
        var job = Guid.NewGuid();
        using var cancellation = new CancellationTokenSource();
        var waiting = _slots.WaitAsync(_ann, job, cancellation.Token);
        Assert.Equal(1, _slots.PositionOf(job));

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        Assert.Null(_slots.PositionOf(job));
        Assert.Equal(2, _slots.Taken);
    }

    [Fact]
    public async Task A_stopping_silo_gives_out_no_slot_and_knows_when_all_are_back()
    {
        var anns = Wait(_ann, 3);
        _slots.Close();

        var free = _slots.WhenFreeAsync();

        (await anns[0]).Dispose();

        Assert.False(anns[2].IsCompleted);
        Assert.Equal(1, _slots.Taken);
        Assert.False(free.IsCompleted);
        (await anns[1]).Dispose();
        await free;
    }

    private Task<JobSlot>[] Wait(Guid user, int count) =>
        [.. Enumerable.Range(0, count).Select(_ => _slots.WaitAsync(user, Guid.NewGuid(), CancellationToken.None))];
}
