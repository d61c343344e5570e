using OrleansAiJobs.Grains.Interfaces;
using OrleansAiJobs.Grains.Interfaces.Jobs;

namespace OrleansAiJobs.Tests.Unit.Jobs;

public sealed class NewJobIdTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 26, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Age = TimeSpan.FromSeconds(1);

    [Fact]
    public void An_id_that_begins_with_the_time_is_new_for_so_long_by_a_clock_that_may_be_late()
    {
        var id = Guid.CreateVersion7(Now);

        Assert.True(NewJobId.IsNewer(id, Age, Now + Age - TimeSpan.FromMilliseconds(1)));
        Assert.True(NewJobId.IsNewer(id, Age, Now - Age + TimeSpan.FromMilliseconds(1)));
        Assert.False(NewJobId.IsNewer(id, Age, Now + Age));
        Assert.False(NewJobId.IsNewer(id, Age, Now - Age));
    }

    [Fact]
    public void Other_ids_are_never_new()
    {
        Assert.False(NewJobId.IsNewer(HashedId.From("a key"u8), TimeSpan.MaxValue, Now));
        Assert.False(NewJobId.IsNewer(Guid.NewGuid(), TimeSpan.MaxValue, Now));
        Assert.False(NewJobId.IsNewer(Guid.Empty, TimeSpan.MaxValue, Now));
    }
}
