using OrleansAiJobs.Grains.Recovery;
using OrleansAiJobs.Grains.Storage;
using OrleansAiJobs.Tests.Unit.Jobs;

namespace OrleansAiJobs.Tests.Unit.Recovery;

public sealed class SweepRuleTests
{
    [Theory]
    [InlineData("alive", null, 0, false)]
    [InlineData("dead", null, 0, true)]
    [InlineData(null, null, 1, false)]
    [InlineData(null, null, 6, true)]
    [InlineData("alive", 10, 9, false)]
    [InlineData("alive", 10, 14, false)]
    [InlineData("alive", 10, 16, true)]
    public void A_job_is_poked_when_nobody_is_at_it(string? owner, int? retryAt, int now, bool expected)
    {
        var job = new UnfinishedJob(Guid.NewGuid(), owner, retryAt is { } seconds ? AJob.At(seconds) : null, AJob.Start, TraceParent: null);

        Assert.Equal(expected, SweepRule.NeedsPoke(job, name => name == "alive", AJob.At(now)));
    }
}
