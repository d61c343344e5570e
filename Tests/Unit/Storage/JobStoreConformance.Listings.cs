using OrleansAiJobs.Grains.Interfaces.History;
using OrleansAiJobs.Grains.Interfaces.Jobs;
using OrleansAiJobs.Grains.Jobs;
using OrleansAiJobs.Grains.Storage;

namespace OrleansAiJobs.Tests.Unit.Storage;

public abstract partial class JobStoreConformance
{
    [Fact]
    public async Task Listed_rows_carry_all_but_the_input_and_the_attempts_of_jobs_that_do_not_wait_for_another()
    {
        var user = Guid.NewGuid();
        var cut = SampleJobs.Failed(user);
        var whole = SampleJobs.Pending(user);
        await StoreAsync(cut, whole);

        var page = await Store.ReadPageAsync(user, new HistoryQuery { Limit = 10 }, None);

        JobAssert.SameListed(cut, Assert.Single(page, job => job.Id == cut.Id));
        JobAssert.SameListed(whole, Assert.Single(page, job => job.Id == whole.Id));
    }

    [Fact]
    public async Task A_page_holds_one_row_more_than_asked_for_and_nothing_of_others()
    {
        var user = Guid.NewGuid();
        await StoreAsync([.. Enumerable.Range(0, 5).Select(_ => SampleJobs.Pending(user)), SampleJobs.Pending()]);

        Assert.Equal(4, (await Store.ReadPageAsync(user, new HistoryQuery { Limit = 3 }, None)).Count);
        Assert.Equal(5, (await Store.ReadPageAsync(user, new HistoryQuery { Limit = 5 }, None)).Count);
        Assert.Empty(await Store.ReadPageAsync(Guid.NewGuid(), new HistoryQuery { Limit = 5 }, None));
    }

    [Fact]
    public async Task Paging_skips_and_repeats_nothing_at_equal_times_while_jobs_arrive()
    {
        var user = Guid.NewGuid();
        AiJobState[] jobs = [.. Enumerable.Range(0, 30).Select(i => SampleJobs.Pending(user) with { Id = Guid.NewGuid(), CreatedAt = SampleJobs.Noon.AddTicks(10 * (i / 8)) })];
        await StoreAsync(jobs);
        var seen = new List<Guid>();
        var query = new HistoryQuery { Limit = 4 };
        IReadOnlyList<AiJobState> page;
        do
        {
            page = await Store.ReadPageAsync(user, query, None);
            var shown = page.Take(query.Limit).ToList();
            seen.AddRange(shown.Select(job => job.Id));
            // As a cursor would be that was made from a time with more digits than are stored.
            query = query with { After = new HistoryPosition(shown[^1].CreatedAt.AddTicks(7), shown[^1].Id) };
            await StoreAsync(SampleJobs.Pending(user) with { CreatedAt = SampleJobs.Noon.AddMinutes(1) });
        }
        while (page.Count > query.Limit);

        Assert.Equal(jobs.OrderByDescending(job => job.CreatedAt).ThenByDescending(job => job.Id).Select(job => job.Id), seen);
    }

    [Fact]
    public async Task What_completed_last_tells_how_long_it_took_and_how_much_it_wrote()
    {
        AiJobState Ran(int number, TimeSpan took) => SampleJobs.Completed(userId: null, SampleJobs.Noon.AddMinutes(number)) with
        {
            Type = $"type {number}",
            Attempt = 2,
            Attempts =
            [
                new JobAttempt { Number = 1, StartedAt = SampleJobs.Noon.AddMinutes(-5), EndedAt = SampleJobs.Noon },
                new JobAttempt { Number = 2, StartedAt = SampleJobs.Noon.AddMinutes(number) - took, EndedAt = SampleJobs.Noon.AddMinutes(number) },
            ],
        };
        var slow = Ran(1, TimeSpan.FromSeconds(9));
        var quick = Ran(2, TimeSpan.FromMilliseconds(300));
        await StoreAsync(Ran(0, TimeSpan.FromSeconds(1)), slow, quick, SampleJobs.Failed(), SampleJobs.Pending());

        var runs = await Store.ReadFinishedRunsAsync(limit: 2, None);

        Assert.Equal([("type 2", TimeSpan.FromMilliseconds(300)), ("type 1", TimeSpan.FromSeconds(9))], runs.Select(run => (run.Type, run.Took)));
        Assert.All(runs, run => Assert.InRange(run.ResultCharacters, quick.Result!.Length - 10, quick.Result.Length + 10));
        Assert.All(runs, run => Assert.Contains("Some text.", run.Input, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_page_can_be_filtered_by_type_and_status()
    {
        var user = Guid.NewGuid();
        var titles = SampleJobs.Pending(user);
        var summary = SampleJobs.Pending(user) with { Type = "summary" };
        var finished = SampleJobs.Completed(user, SampleJobs.Noon);
        await StoreAsync(titles, summary, finished);

        Assert.Equal([summary.Id], await PageOf(new HistoryQuery { Limit = 10, Type = "summary" }));
        Assert.Equal([finished.Id], await PageOf(new HistoryQuery { Limit = 10, Status = JobStatus.Completed }));
        Assert.Equal([titles.Id], await PageOf(new HistoryQuery { Limit = 10, Type = "titles", Status = JobStatus.Pending }));
        Assert.Empty(await PageOf(new HistoryQuery { Limit = 10, Type = "summary", Status = JobStatus.Completed }));

        async Task<IEnumerable<Guid>> PageOf(HistoryQuery query) => (await Store.ReadPageAsync(user, query, None)).Select(job => job.Id);
    }

    [Fact]
    public async Task The_window_is_every_unfinished_job_and_the_finished_that_changed_last()
    {
        var user = Guid.NewGuid();
        var old = SampleJobs.Pending(user) with { ChangedAt = SampleJobs.Noon.AddDays(-9) };
        var running = SampleJobs.Pending(user) with { Status = JobStatus.Processing, ChangedAt = SampleJobs.Noon.AddMinutes(7) };
        AiJobState[] finished = [.. Enumerable.Range(0, 10).Select(i => SampleJobs.Completed(user, SampleJobs.Noon.AddMinutes(i)))];
        await StoreAsync([old, running, .. finished, SampleJobs.Pending(), SampleJobs.Completed(userId: null, SampleJobs.Noon.AddDays(1))]);

        var window = await Store.ReadWindowAsync(user, finished: 4, None);

        Assert.Equal(
            new[] { old, finished[6], finished[7], running, finished[8], finished[9] }.Select(job => job.Id).Order(),
            window.Select(job => job.Id).Order());
        Assert.Equal(window.OrderBy(job => job.ChangedAt).Select(job => job.ChangedAt), window.Select(job => job.ChangedAt));
        Assert.All(window, job => Assert.Equal("", job.Input));
    }

    [Fact]
    public async Task The_window_goes_by_the_newest_change_not_by_completion()
    {
        var user = Guid.NewGuid();
        var early = SampleJobs.Completed(user, SampleJobs.Noon) with { ChangedAt = SampleJobs.Noon.AddHours(1) };
        var late = SampleJobs.Completed(user, SampleJobs.Noon.AddMinutes(1));
        await StoreAsync(early, late);

        var window = await Store.ReadWindowAsync(user, finished: 1, None);

        Assert.Equal(early.Id, Assert.Single(window).Id);
    }

    [Fact]
    public async Task Those_of_many_jobs_that_exist_are_listed()
    {
        AiJobState[] jobs = [SampleJobs.Pending(), SampleJobs.Failed(), SampleJobs.Pending()];
        await StoreAsync(jobs);

        var listed = await Store.ReadManyAsync([jobs[0].Id, Guid.NewGuid(), jobs[1].Id], None);

        Assert.Equal(2, listed.Count);
        JobAssert.SameListed(jobs[1], listed.Single(job => job.Id == jobs[1].Id));
        Assert.Empty(await Store.ReadManyAsync([], None));
    }

    [Fact]
    public async Task Unfinished_jobs_of_all_users_are_paged_by_id()
    {
        AiJobState[] unfinished = [.. Enumerable.Range(0, 25).Select(i => SampleJobs.Pending() with
        {
            Id = Guid.NewGuid(),
            Status = i % 2 == 0 ? JobStatus.Pending : JobStatus.Processing,
            Owner = i % 3 == 0 ? null : "S127.0.0.1:11111:" + i,
            NextAttemptAt = i % 4 == 0 ? SampleJobs.Noon.AddSeconds(i) : null,
            TraceParent = i % 5 == 0 ? null : $"00-{i:x32}-b7ad6b7169203331-01",
        })];
        await StoreAsync([.. unfinished, SampleJobs.Completed(userId: null, SampleJobs.Noon), SampleJobs.Failed()]);
        var seen = new List<UnfinishedJob>();
        IReadOnlyList<UnfinishedJob> page;
        do
        {
            page = await Store.ReadUnfinishedAsync(seen.Count == 0 ? null : seen[^1].Id, limit: 10, None);
            Assert.True(page.Count <= 10);
            seen.AddRange(page);
        }
        while (page.Count > 0);

        Assert.Equal(
            unfinished.OrderBy(job => job.Id).Select(job => new UnfinishedJob(job.Id, job.Owner, job.NextAttemptAt, job.ChangedAt, job.TraceParent)),
            seen);
    }

    [Fact]
    public async Task Retention_deletes_the_oldest_finished_jobs_and_counts_them()
    {
        var user = Guid.NewGuid();
        AiJobState[] finished = [.. Enumerable.Range(0, 10).Select(i => SampleJobs.Completed(user, SampleJobs.Noon.AddMinutes(i)))];
        var waiting = SampleJobs.Pending(user) with { CreatedAt = SampleJobs.Noon.AddYears(-1), ChangedAt = SampleJobs.Noon.AddYears(-1) };
        await StoreAsync([.. finished, waiting]);
        var before = SampleJobs.Noon.AddMinutes(5);

        var first = await Store.DeleteFinishedBeforeAsync(before, limit: 3, None);
        var afterFirst = await Store.ReadPageAsync(user, new HistoryQuery { Limit = 100 }, None);
        var second = await Store.DeleteFinishedBeforeAsync(before, limit: 3, None);
        var third = await Store.DeleteFinishedBeforeAsync(before, limit: 3, None);

        Assert.Equal((3, 2, 0), (first, second, third));
        Assert.Equal(finished[3..].Append(waiting).Select(job => job.Id).Order(), afterFirst.Select(job => job.Id).Order());
        var left = await Store.ReadPageAsync(user, new HistoryQuery { Limit = 100 }, None);
        Assert.Equal(finished[5..].Append(waiting).Select(job => job.Id).Order(), left.Select(job => job.Id).Order());
    }

    private async Task StoreAsync(params AiJobState[] jobs) =>
        await Task.WhenAll(jobs.Select(job => Store.WriteAsync(job, expectedETag: null, None)));
}
