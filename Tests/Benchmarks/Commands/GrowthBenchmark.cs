using System.CommandLine;
using OrleansAiJobs.Tests.Benchmarks.Figures;
using OrleansAiJobs.Tests.Benchmarks.Growth;
using OrleansAiJobs.Tests.Benchmarks.Sites;
using OrleansAiJobs.Tests.Benchmarks.Visits;

namespace OrleansAiJobs.Tests.Benchmarks.Commands;

/// <summary>What everything costs when the table has become large: beside a website whose table is nearly empty, each asked in turn.</summary>
internal sealed class GrowthBenchmark : Benchmark
{
    // More than the window of a feed holds, so that the other table makes no difference to it.
    private const int FewJobs = 260;
    private const int PageOfFew = 12;

    private static readonly TimeSpan Retention = TimeSpan.FromDays(30);

    private readonly NumberOption _rows = new("--rows", 1_000_000, "Old jobs in the grown table.");
    private readonly NumberOption _ofOne = new("--of-one", 100_000, "How many of them are the visitor's who comes again.");
    private readonly NumberOption _page = new("--page", 500, "The page of his history, of 20 jobs each, that is far away.");
    private readonly NumberOption _visits = new("--visits", 400, "How often each thing is done on each table.");
    private readonly NumberOption _restarts = new("--restarts", 5, "How often each silo is started again.", least: 0);
    private readonly NumberOption _outlived = new("--outlived", 100_000, "Rows that retention deletes while jobs run.", least: 0);
    private readonly NumberOption _rate = new("--rate", 500, "Jobs a second meanwhile.");
    private readonly NumberOption _users = new("--users", 200, "Visitors meanwhile, each with one feed open.");
    private readonly NumberOption _warmup = new("--warmup", 20_000, "Jobs before it.", least: 0);

    public GrowthBenchmark()
        : base("growth", "A table with a million old jobs beside an empty one: submit, job, history, feed, start; and what deleting costs.", SiteMode.Cluster)
    {
        foreach (var option in (NumberOption[])[_rows, _ofOne, _page, _visits, _restarts, _outlived, _rate, _users, _warmup])
        {
            Options.Add(option);
        }
    }

    protected override async Task<IReadOnlyList<Figure>> MeasureAsync(Bench bench, ParseResult options, CancellationToken cancellationToken)
    {
        await using var other = await StartSiteAsync(options);
        await using var grown = await ComparedTable.StartAsync(bench, cancellationToken);
        await using var empty = await ComparedTable.StartAsync(other, cancellationToken);
        using var feedOfGrown = await FeedSocket.OpenAsync(grown.Visitor, bench.Reader.Read, cancellationToken);
        using var feedOfEmpty = await FeedSocket.OpenAsync(empty.Visitor, other.Reader.Read, cancellationToken);
        await SubmitFewAsync(grown, cancellationToken);
        await SubmitFewAsync(empty, cancellationToken);

        Say("Filling the table");
        var pattern = await grown.ReadPatternAsync(cancellationToken);
        await grown.OldJobs.AddAsync(
            pattern, options.GetRequiredValue(_rows), await grown.ReadUserIdAsync(cancellationToken), options.GetRequiredValue(_ofOne), cancellationToken);
        var comparison = new Comparison(empty, grown);
        await CompareStartsAsync(comparison, options.GetRequiredValue(_restarts), cancellationToken);
        await grown.WalkToPageAsync(options.GetRequiredValue(_page), cancellationToken);
        await empty.WalkToPageAsync(PageOfFew, cancellationToken);
        await CompareVisitsAsync(comparison, options.GetRequiredValue(_visits), cancellationToken);

        var outlived = options.GetRequiredValue(_outlived);
        Say("Deleting");
        return
        [
            .. comparison.Figures(),
            .. outlived == 0
                ? []
                : await new RetentionRun(bench, grown.OldJobs, Retention).MeasureAsync(
                    pattern, outlived, options.GetRequiredValue(_rate), options.GetRequiredValue(_users), options.GetRequiredValue(_warmup), cancellationToken),
        ];
    }

    private static async Task SubmitFewAsync(ComparedTable table, CancellationToken cancellationToken)
    {
        for (var job = 0; job < FewJobs; job++)
        {
            await table.SubmitAsync(cancellationToken);
        }

        await table.Bench.Ledger.WaitUntilEndedAsync(cancellationToken);
    }

    private static async Task CompareStartsAsync(Comparison comparison, int restarts, CancellationToken cancellationToken)
    {
        Say("Starting silos again");
        for (var restart = 0; restart < restarts; restart++)
        {
            // A silo that has just started is still busy: the feed must come equally soon after it on both.
            await comparison.TakeAsync(("silo start", table => table.RestartSiloAsync()), ("first feed after it", table => table.OpenFeedAsync(cancellationToken)));
        }
    }

    /// <summary>Twice: code that runs for the first time is slow.</summary>
    private static async Task CompareVisitsAsync(Comparison comparison, int visits, CancellationToken cancellationToken)
    {
        Say("Visiting");
        for (var visit = -visits; visit < visits; visit++)
        {
            if (visit == 0)
            {
                comparison.Forget("submit", "job", "first page", "far page", "feed");
            }

            await comparison.TakeAsync("submit", table => table.SubmitAsync(cancellationToken));
            await comparison.TakeAsync("job", table => table.ReadJobAsync(cancellationToken));
            await comparison.TakeAsync("first page", table => table.ReadFirstPageAsync(cancellationToken));
            await comparison.TakeAsync("far page", table => table.ReadDeepPageAsync(cancellationToken));
            await comparison.TakeAsync("feed", table => table.OpenFeedAsync(cancellationToken));
        }
    }
}
