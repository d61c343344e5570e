using OrleansAiJobs.Grains.History;

namespace OrleansAiJobs.Tests.Unit.History;

public sealed class MetInboxesTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void An_inbox_is_new_once_and_again_after_Orleans_has_forgotten_its_stream()
    {
        var met = new MetInboxes();
        var (one, other) = (Guid.NewGuid(), Guid.NewGuid());

        Assert.True(met.IsNew(one, Now));
        Assert.False(met.IsNew(one, Now.AddMinutes(1)));
        Assert.True(met.IsNew(other, Now.AddMinutes(1)));
        Assert.True(met.IsNew(one, Now.AddMinutes(26)));
    }
}
