using Microsoft.Extensions.Options;
using OrleansAiJobs.Grains.Ai;
using OrleansAiJobs.Grains.Braking;
using OrleansAiJobs.Grains.Jobs;
using OrleansAiJobs.Grains.Running;

namespace OrleansAiJobs.Tests.Unit.Running;

public sealed class JobSlotsTests
{
    /// <summary>Who is given a slot hears of it on a thread of its own.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly SiloBrake _brake = new(Options.Create(new AiOptions { Provider = AiOptions.OpenAi }), TimeProvider.System);
    private readonly JobSlots _slots;
    private readonly Guid _ann = Guid.NewGuid();
    private readonly Guid _bob = Guid.NewGuid();

    public JobSlotsTests() => _slots = new JobSlots(Options.Create(new JobsOptions { MaxConcurrentPerSilo = 3, MaxConcurrentPerUser = 2 }), _brake);

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
    public void A_slot_that_is_free_is_taken_at_once_within_the_same_limits()
    {
        Assert.NotNull(_slots.TryTake(_ann, 100));
        Assert.NotNull(_slots.TryTake(_ann, 100));
        Assert.Null(_slots.TryTake(_ann, 100));
        Assert.NotNull(_slots.TryTake(_bob, 100));
        Assert.Null(_slots.TryTake(_bob, 100));
        Assert.Equal(3, _slots.Taken);
    }

    [Fact]
    public void While_the_brake_is_on_or_the_silo_stops_no_slot_is_taken_at_once()
    {
        _brake.Heed(Slowed);
        Assert.Null(_slots.TryTake(_ann, 100));

        _brake.Heed(Slowed with { Version = 2, Mode = BrakeMode.OpenRoad });
        _slots.Close();
        Assert.Null(_slots.TryTake(_ann, 100));
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
        var waiting = _slots.WaitAsync(_ann, job, 100, cancellation.Token);
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

    [Fact]
    public async Task While_the_brake_is_on_nobody_starts_without_a_permit_and_places_stay_true()
    {
        _brake.Heed(Slowed);
        var anns = Wait(_ann, 2);
        var bobs = Wait(_bob, 1);
        Assert.All([.. anns, .. bobs], slot => Assert.False(slot.IsCompleted));
        Assert.Equal((0, (3, 100)), (_slots.Taken, _slots.Startable()));

        Assert.True(_slots.TryServe(StartPermit.Free));
        Assert.True(_slots.TryServe(StartPermit.Free));

        await Task.WhenAll(anns[0], bobs[0]).WaitAsync(Patience, TimeProvider.System);
        Assert.False(anns[1].IsCompleted);
        Assert.Equal((2, (1, 100)), (_slots.Taken, _slots.Startable()));
    }

    [Fact]
    public void A_permit_starts_nobody_beyond_the_slots()
    {
        _brake.Heed(Slowed);
        Wait(_ann, 3);

        Assert.True(_slots.TryServe(StartPermit.Free));
        Assert.True(_slots.TryServe(StartPermit.Free));

        Assert.Equal(0, _slots.Startable().Jobs);
        Assert.False(_slots.TryServe(StartPermit.Free));
    }

    [Fact]
    public async Task When_the_brake_is_released_everybody_starts_who_may()
    {
        _brake.Heed(Slowed);
        var anns = Wait(_ann, 2);

        _brake.Heed(Slowed with { Version = 2, Mode = BrakeMode.OpenRoad });
        _slots.Serve();

        await Task.WhenAll(anns).WaitAsync(Patience, TimeProvider.System);
        Assert.Equal(2, _slots.Taken);
    }

    [Fact]
    public async Task Who_waits_at_the_brake_can_give_up_at_once()
    {
        _brake.Heed(Slowed);
        using var cancellation = new CancellationTokenSource();
        var waiting = _slots.WaitAsync(_ann, Guid.NewGuid(), 100, cancellation.Token);

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        Assert.Equal(0, _slots.Startable().Jobs);
        Assert.False(_slots.TryServe(StartPermit.Free));
    }

    [Fact]
    public async Task A_trial_whose_slot_is_given_back_is_over()
    {
        _brake.Heed(Slowed with { Mode = BrakeMode.Broken });
        var waiting = _slots.WaitAsync(_ann, Guid.NewGuid(), 100, CancellationToken.None);
        Assert.True(_slots.TryServe(new StartPermit(Trial: 7, Tokens: 0)));
        Assert.Equal(0, _brake.TakeNews("silo").EndedTrial);

        (await waiting).Dispose();

        Assert.Equal(7, _brake.TakeNews("silo").EndedTrial);
    }

    private static BrakeOrder Slowed { get; } = new() { Generation = Guid.NewGuid(), Version = 1, Mode = BrakeMode.Slowed };

    private Task<JobSlot>[] Wait(Guid user, int count) =>
        [.. Enumerable.Range(0, count).Select(_ => _slots.WaitAsync(user, Guid.NewGuid(), 100, CancellationToken.None))];
}
