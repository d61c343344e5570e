using OrleansAiJobs.Grains.History;
using OrleansAiJobs.Grains.Interfaces.Jobs;
using OrleansAiJobs.Grains.Jobs;
using OrleansAiJobs.Tests.Unit.Jobs;

namespace OrleansAiJobs.Tests.Unit.History;

public sealed class AdmissionsTests
{
    private static readonly Guid[] Ids = [.. Enumerable.Range(0, 9).Select(_ => Guid.NewGuid())];
    private static readonly DateTimeOffset Now = AJob.Start;

    private readonly FeedLog _log = new(Guid.NewGuid(), finishedKept: 10);
    private readonly Admissions _admissions = new(3);

    [Fact]
    public void What_is_let_in_counts_before_it_has_told_of_itself_and_once_only()
    {
        Assert.True(Admit(0));
        Assert.True(Admit(0));
        Assert.True(Admit(1));
        Tell(0, JobStatus.Pending);
        Assert.True(Admit(0));
        Assert.True(Admit(2));
        Assert.False(Admit(3));
    }

    [Fact]
    public void Several_are_let_in_together_or_not_at_all()
    {
        Assert.True(Admit(0, 1));
        Assert.False(Admit(2, 3));
        Assert.True(Admit(2));
    }

    [Fact]
    public void An_end_makes_room_also_when_it_is_the_first_that_is_heard()
    {
        Admit(0, 1, 2);
        Tell(0, JobStatus.Pending);
        Tell(0, JobStatus.Completed, version: 3);
        Tell(1, JobStatus.Completed, version: 3);

        Assert.True(Admit(3, 4));
        Assert.False(Admit(5));
    }

    [Fact]
    public void A_finished_job_that_is_started_again_counts_and_a_late_report_of_its_end_does_not_change_that()
    {
        Tell(0, JobStatus.Failed, version: 5);
        Assert.True(_admissions.TryAdmit([Ids[0]], version: 6, _log, Now));
        Tell(0, JobStatus.Failed, version: 5);

        Assert.True(Admit(1, 2));
        Assert.False(Admit(3));
    }

    [Fact]
    public void What_never_comes_is_forgotten()
    {
        Admit(0, 1, 2);

        Assert.Empty(_admissions.Before(Now));
        Assert.Equal(3, _admissions.Before(Now.AddSeconds(1)).Count());
        _admissions.Forget(Ids[0]);
        Assert.True(Admit(3));
    }

    private bool Admit(params int[] jobs) => _admissions.TryAdmit([.. jobs.Select(job => Ids[job])], version: 1, _log, Now);

    private void Tell(int job, JobStatus status, int version = 1)
    {
        var view = JobViews.Item(
            AJob.Pending with { Id = Ids[job], Status = status, Version = version }, new JobLive { Progress = new JobProgress("Waiting…", 0) });
        _admissions.Hear(view);
        _log.Apply(view);
    }
}
