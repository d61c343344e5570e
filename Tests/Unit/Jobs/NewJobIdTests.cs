using OrleansAiJobs.Grains.Interfaces;
using OrleansAiJobs.Grains.Interfaces.Jobs;

namespace OrleansAiJobs.Tests.Unit.Jobs;

public sealed class NewJobIdTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 26, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Age = TimeSpan.FromSeconds(1);

    // Of random ids: none of 200 must be an exception.
    private static readonly IEnumerable<int> Many = Enumerable.Range(0, 200);

    [Fact]
    public void Both_kinds_are_UUIDs_of_version_7_that_begin_with_the_time()
    {
        var time = Now.ToUnixTimeMilliseconds().ToString("x12");
        foreach (var id in Many.SelectMany(_ => new[] { NewJobId.Create(Now), NewJobId.CreateInBatch(Now) }))
        {
            Assert.Equal(7, id.Version);
            Assert.InRange(id.Variant, 8, 11);
            Assert.StartsWith(time, id.ToString("N"));
        }
    }

    [Fact]
    public void Of_one_kind_it_is_known_that_they_come_alone()
    {
        Assert.All(Many, _ => Assert.True(NewJobId.IsAloneAndNewer(NewJobId.Create(Now), Age, Now)));
        Assert.All(Many, _ => Assert.False(NewJobId.IsAloneAndNewer(NewJobId.CreateInBatch(Now), Age, Now)));
    }

    [Fact]
    public void They_are_new_for_so_long_by_a_clock_that_may_be_late()
    {
        var id = NewJobId.Create(Now);

        Assert.True(NewJobId.IsAloneAndNewer(id, Age, Now + Age - TimeSpan.FromMilliseconds(1)));
        Assert.True(NewJobId.IsAloneAndNewer(id, Age, Now - Age + TimeSpan.FromMilliseconds(1)));
        Assert.False(NewJobId.IsAloneAndNewer(id, Age, Now + Age));
        Assert.False(NewJobId.IsAloneAndNewer(id, Age, Now - Age));
    }

    [Fact]
    public void Other_ids_are_never_new()
    {
        Assert.False(NewJobId.IsAloneAndNewer(HashedId.From("a key"u8), TimeSpan.MaxValue, Now));
        Assert.All(Many, _ => Assert.False(NewJobId.IsAloneAndNewer(Guid.NewGuid(), TimeSpan.MaxValue, Now)));
    }
}
