using OrleansAiJobs.Grains.Running;

namespace OrleansAiJobs.Tests.Unit.Running;

public sealed class CollectionPaceTests
{
    private const long Step = 8 * 1024 * 1024;

    private readonly CollectionPace _pace = new(processors: 2);
    private long _allocated;

    [Fact]
    public void Garbage_is_collected_every_4_MB_of_each_processor()
    {
        Assert.False(_pace.IsDue(CollectionPace.Crowd, () => Step - 1));
        Assert.True(_pace.IsDue(CollectionPace.Crowd, () => Step + 5));
        Assert.False(_pace.IsDue(CollectionPace.Crowd, () => Step + Step + 4));
        Assert.True(_pace.IsDue(CollectionPace.Crowd, () => Step + Step + 5));
    }

    [Fact]
    public void Without_a_crowd_it_is_left_to_DotNet()
    {
        Assert.False(_pace.IsDue(CollectionPace.Crowd - 1, () => 100 * Step));
        Assert.True(_pace.IsDue(CollectionPace.Crowd, () => 100 * Step));
    }

    [Fact]
    public void Of_many_who_ask_at_once_one_collects()
    {
        var due = 0;

        Parallel.For(0, 10_000, _ =>
        {
            if (_pace.IsDue(CollectionPace.Crowd, () => Step))
            {
                Interlocked.Increment(ref due);
            }
        });

        Assert.Equal(1, due);
    }

    [Fact]
    public void Of_each_crowd_what_is_old_is_collected_once_when_a_quarter_is_over()
    {
        Assert.Equal([6000], OldCollectedAt(CollectionPace.Crowd, 4000, 8000, 6001, 7000, 6000, 5000, 2000, CollectionPace.Crowd));
        Assert.Equal([3000], OldCollectedAt(CollectionPace.Crowd - 1, 2000, 4000, 3001, 3000, 2000));
        Assert.Equal([3000], OldCollectedAt(4000, 3500, 3000));
    }

    [Fact]
    public void A_crowd_that_stays_as_large_or_only_grows_leaves_old_garbage_to_DotNet() =>
        Assert.Empty(OldCollectedAt(4000, 3001, 3500, 4000, 3200, 5000, 9000));

    [Fact]
    public void In_quiet_the_same_is_collected_that_a_crowd_makes()
    {
        Assert.False(_pace.IsDueInQuiet(Step / 2));
        Assert.True(_pace.IsDueInQuiet(Step));
        Assert.False(_pace.IsDueInQuiet(Step + (Step / 2)));
        Assert.True(_pace.IsDueInQuiet(2 * Step));
    }

    [Fact]
    public void Amid_much_else_it_is_left_to_DotNet()
    {
        Assert.False(_pace.IsDueInQuiet(Step));
        Assert.False(_pace.IsDueInQuiet(50 * Step));
        Assert.False(_pace.IsDueInQuiet((50 * Step) + 1));
        Assert.True(_pace.IsDueInQuiet(51 * Step));
    }

    // Asked as a silo asks: of what is old only when something is to be collected.
    private int[] OldCollectedAt(params int[] calls) => [.. calls.Where(count => _pace.IsDue(count, () => _allocated += Step) && _pace.IsOldDue(count))];
}
