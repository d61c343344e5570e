using OrleansAiJobs.Grains.Interfaces.Jobs;
using OrleansAiJobs.Grains.Jobs;
using OrleansAiJobs.Grains.Storage;
using OrleansAiJobs.Tests.Unit.Storage;

namespace OrleansAiJobs.Tests.Unit.Jobs;

public sealed class ResubmissionTests
{
    private static readonly DateTimeOffset Now = SampleJobs.Noon.AddDays(3);
    private static readonly AiJobState[] Batch = [.. Enumerable.Range(0, 3).Select(n => SampleJobs.Keyed() with { BatchSize = 3, Input = $$"""{"content":"{{n}}","count":5}""" })];

    [Fact]
    public void The_same_input_in_another_order_of_members_is_the_same()
    {
        var stored = Batch[0] with { Input = """{"count": 5, "content": "a"}""" };

        Assert.True(Resubmission.IsSame(stored, stored with { Input = """{"content":"a","count":5}""", Version = 9, Status = JobStatus.Failed }));
        Assert.False(Resubmission.IsSame(stored, stored with { Input = """{"content":"a","count":4}""" }));
        Assert.False(Resubmission.IsSame(stored, stored with { Type = "summary" }));
        Assert.False(Resubmission.IsSame(stored, stored with { UserId = Guid.NewGuid() }));
        Assert.False(Resubmission.IsSame(stored, stored with { BatchSize = null }));
    }

    [Fact]
    public void A_deletion_is_remembered_for_a_day()
    {
        Assert.True(Resubmission.IsRefused(Now.AddHours(-23.9), Now));
        Assert.False(Resubmission.IsRefused(Now.AddHours(-24), Now));
        Assert.False(Resubmission.IsRefused(deletedAt: null, Now));
    }

    [Fact]
    public void A_batch_of_which_nothing_is_known_is_new()
    {
        Assert.Null(Resubmission.Judge([null, null, null], Batch, Now));
        Assert.Null(Resubmission.Judge([Deleted(0, Now.AddDays(-2)), null, null], Batch, Now));
    }

    [Fact]
    public void A_batch_that_is_all_there_is_given_again()
    {
        Assert.Equal(SubmitStatus.Accepted, Resubmission.Judge([Stored(0), Stored(1), Stored(2)], Batch, Now));
    }

    [Fact]
    public void Another_list_conflicts_also_when_it_is_only_shorter_or_longer()
    {
        AiJobState[] shorter = [.. Batch[..2].Select(job => job with { BatchSize = 2 })];
        AiJobState[] longer = [.. Batch.Append(SampleJobs.Keyed()).Select(job => job with { BatchSize = 4 })];

        Assert.Equal(SubmitStatus.Conflict, Resubmission.Judge([Stored(0), Stored(1)], shorter, Now));
        Assert.Equal(SubmitStatus.Conflict, Resubmission.Judge([Stored(0), Stored(1), Stored(2), null], longer, Now));
        Assert.Equal(SubmitStatus.Conflict, Resubmission.Judge([Stored(0), Stored(1), Stored(2)], [Batch[1], Batch[0], Batch[2]], Now));
    }

    [Fact]
    public void A_batch_of_which_a_job_was_deleted_is_gone()
    {
        Assert.Equal(SubmitStatus.Deleted, Resubmission.Judge([Stored(0), Deleted(1, Now.AddHours(-1)), Stored(2)], Batch, Now));
        Assert.Equal(SubmitStatus.Deleted, Resubmission.Judge([Stored(0), null, Stored(2)], Batch, Now));
        Assert.Equal(SubmitStatus.Deleted, Resubmission.Judge([null, Deleted(1, Now.AddHours(-1)), null], Batch, Now));
    }

    // As the store gives it: another text of the same input.
    private static FoundJob Stored(int place) =>
        new(Batch[place].Id, new StoredJob(Batch[place] with { Input = Batch[place].Input.Replace(",", ", ", StringComparison.Ordinal) }, "etag"), DeletedAt: null);

    private static FoundJob Deleted(int place, DateTimeOffset at) => new(Batch[place].Id, Stored: null, at);
}
