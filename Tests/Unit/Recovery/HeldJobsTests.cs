using OrleansAiJobs.Grains.Recovery;

namespace OrleansAiJobs.Tests.Unit.Recovery;

public sealed class HeldJobsTests
{
    private readonly HeldJobs _held = new();

    [Fact]
    public void A_job_counts_once_however_many_activations_take_it_up()
    {
        var job = Guid.NewGuid();
        var (first, second) = (new object(), new object());
        _held.Add(job, first);
        _held.Add(job, second);
        _held.Add(job, second);
        _held.Remove(job, first);
        Assert.True(_held.Contains(job));
        Assert.Equal(1, _held.Count);

        _held.Remove(job, second);
        _held.Remove(job, second);

        Assert.False(_held.Contains(job));
        Assert.Equal(0, _held.Count);
    }

    [Fact]
    public void However_many_threads_take_up_and_let_go_the_count_is_right_in_the_end()
    {
        var jobs = Enumerable.Range(0, 10).Select(_ => Guid.NewGuid()).ToArray();
        var activations = Enumerable.Range(0, 3).Select(_ => new object()).ToArray();

        Parallel.For(0, 100_000, i =>
        {
            _held.Add(jobs[i % jobs.Length], activations[i % activations.Length]);
            if (i % 2 == 0)
            {
                _held.Remove(jobs[i % 7], activations[i % activations.Length]);
            }
        });

        Assert.Equal(jobs.Count(_held.Contains), _held.Count);
    }
}
