using OrleansAiJobs.Tests.Benchmarks.Commands;
using OrleansAiJobs.Tests.Benchmarks.Figures;
using OrleansAiJobs.Tests.Benchmarks.Jobs;
using OrleansAiJobs.Tests.Benchmarks.Visits;
using OrleansAiJobs.Tests.Benchmarks.Warming;

namespace OrleansAiJobs.Tests.Benchmarks.Growth;

/// <summary>Jobs at a steady rate, while a sweep deletes what retention has outlived.</summary>
internal sealed class RetentionRun(Bench bench, OldJobs oldJobs, TimeSpan retention)
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromSeconds(1);

    // A sweep is due every minute.
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(150);
    private static readonly TimeSpan Afterwards = TimeSpan.FromSeconds(15);

    private long _beganAt;
    private long _endedAt;

    public async Task<IReadOnlyList<Figure>> MeasureAsync(Guid pattern, int outlived, double rate, int users, int warmup, CancellationToken cancellationToken)
    {
        var visitors = await bench.OpenSessionsAsync(users, cancellationToken);
        using var feeds = await FeedCrowd.OpenAsync(visitors, perVisitor: 1, bench.Reader.Read, cancellationToken);
        await Warmup.RunAsync(new Posters(bench.Client, visitors, count: 16), bench.Ledger, bench.Site.Processes, warmup, cancellationToken);
        await oldJobs.AddOutlivedAsync(pattern, outlived, retention, cancellationToken);

        var first = bench.Ledger.Count;
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var watching = WatchAsync(outlived, enough);
        try
        {
            await OpenLoop.RunAsync(rate, Longest, number => bench.Client.SubmitAsync(visitors[number % users], cancellationToken), enough.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // It is all deleted, and some time has passed since.
        }

        await watching;
        await bench.Ledger.WaitUntilEndedAsync(cancellationToken);
        return [.. Figures(outlived, bench.Ledger.AcceptedFrom(first)), bench.Ledger.NotCompletedFrom(first)];
    }

    private async Task WatchAsync(int outlived, CancellationTokenSource enough)
    {
        try
        {
            for (var left = (long)outlived; left > 0; await Task.Delay(PollInterval, TimeProvider.System, enough.Token))
            {
                left = await oldJobs.CountOutlivedAsync(retention, enough.Token);
                if (left < outlived && _beganAt is 0)
                {
                    _beganAt = TimeProvider.System.GetTimestamp();
                }
            }

            _endedAt = TimeProvider.System.GetTimestamp();
            await Task.Delay(Afterwards, TimeProvider.System, enough.Token);
        }
        catch (OperationCanceledException)
        {
            // It took longer than there was time for: the figures show it.
        }

        await enough.CancelAsync();
    }

    private IEnumerable<Figure> Figures(int outlived, IReadOnlyList<JobTrace> jobs)
    {
        var during = jobs.Where(job => _beganAt is not 0 && job.PostedAt >= _beganAt && (_endedAt is 0 || job.PostedAt <= _endedAt)).ToHashSet();
        var others = jobs.Where(job => !during.Contains(job)).ToArray();
        yield return new Figure("retention: rows to delete", "", outlived);
        yield return new Figure("retention: deleted within", "s", _endedAt is 0 ? double.NaN : TimeProvider.System.GetElapsedTime(_beganAt, _endedAt).TotalSeconds);
        yield return new Figure("retention: jobs meanwhile", "", during.Count);
        foreach (var (name, of) in (IEnumerable<(string, Func<IEnumerable<JobTrace>, Durations>)>)
            [("POST", Posts), ("POST to the end", Whole)])
        {
            var (meanwhile, otherwise) = (of(during).Percentile(99), of(others).Percentile(99));
            yield return new Figure($"retention: {name}, p99, meanwhile", "ms", meanwhile);
            yield return new Figure($"retention: {name}, p99, before and after", "ms", otherwise);
            yield return new Figure($"retention: {name}, p99, meanwhile to else", "times", meanwhile / otherwise);
        }
    }

    private static Durations Posts(IEnumerable<JobTrace> jobs) => Durations.Between(jobs.Select(job => (job.PostedAt, job.AcceptedAt)));

    private static Durations Whole(IEnumerable<JobTrace> jobs) => Durations.Between(jobs.Select(job => (job.PostedAt, job.EndedAt)));
}
