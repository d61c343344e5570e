using System.CommandLine;
using System.Reflection;
using OrleansAiJobs.Tests.Benchmarks.FakeAi;
using OrleansAiJobs.Tests.Benchmarks.Figures;
using OrleansAiJobs.Tests.Benchmarks.Sites;

namespace OrleansAiJobs.Tests.Benchmarks.Commands;

/// <summary>A benchmark, as a command: starts processes anew for every run, measures, stops them, and reports the medians.</summary>
internal abstract class Benchmark : Command
{
    protected const int ContentCharacters = 1024;

    private readonly SiteOptions _site;
    private readonly NumberOption _repeat = new("--repeat", 1, "Runs, each with new processes; the medians are reported.");

    protected Benchmark(string name, string description, SiteMode mode = SiteMode.Embedded, int silos = 1)
        : base(name, description)
    {
        _site = new SiteOptions(mode, silos);
        _site.AddTo(this);
        Options.Add(_repeat);
        SetAction(RunAsync);
    }

    /// <summary>How many files and sockets each process needs open.</summary>
    protected virtual int FileDescriptorsNeeded(ParseResult options) => 1024;

    /// <summary>How long the AI takes.</summary>
    protected virtual AnswerPace Pace(ParseResult options) => AnswerPace.AtOnce;

    /// <summary>What the processes are told, by key: that nothing is refused for being too much.</summary>
    protected virtual IReadOnlyDictionary<string, string> Settings(ParseResult options) => new Dictionary<string, string>
    {
        ["RateLimiting:SubmitsPerMinute"] = "0",
        ["Jobs:MaxActivePerUser"] = "1000000",
        ["Jobs:MaxConcurrentPerUser"] = "1000",
    };

    /// <summary>One run.</summary>
    protected abstract Task<IReadOnlyList<Figure>> MeasureAsync(Bench bench, ParseResult options, CancellationToken cancellationToken);

    /// <summary>A website of its own: a run's, or a second one for comparison.</summary>
    protected Task<Bench> StartSiteAsync(ParseResult options) =>
        Bench.StartAsync(_site.Read(options), Settings(options), Pace(options), ContentCharacters);

    protected static void Say(string what) => Console.Error.WriteLine($"{TimeProvider.System.GetLocalNow():HH:mm:ss} {what}");

    protected static Task PauseAsync(TimeSpan pause, CancellationToken cancellationToken) => Task.Delay(pause, TimeProvider.System, cancellationToken);

    private async Task<int> RunAsync(ParseResult options, CancellationToken cancellationToken)
    {
        await FileDescriptors.RequireAsync(FileDescriptorsNeeded(options));
        var choice = _site.Read(options);
        List<IReadOnlyList<Figure>> runs = [];
        var count = options.GetRequiredValue(_repeat);
        for (var run = 1; run <= count; run++)
        {
            Say($"Run {run} of {count}: starting the processes");
            await using var bench = await StartSiteAsync(options);
            runs.Add(await MeasureAsync(bench, options, cancellationToken));
            if (bench.Ledger.Slowest() is { } slowest)
            {
                // Of the warm-up, too: what is slow there may be worth a look.
                Say($"The slowest event of the run, in ms: {slowest}");
            }

            if (bench.Ledger.Refusal is { } refusal)
            {
                Say($"Submits were refused, the first with: {refusal}");
            }
        }

        new Report(Conditions(choice, options), runs).Write(Console.Out);
        return 0;
    }

    private Dictionary<string, object> Conditions(SiteChoice choice, ParseResult options)
    {
        var conditions = new Dictionary<string, object>
        {
            ["benchmark"] = Name,
            ["mode"] = choice.Mode.ToString().ToLowerInvariant(),
            ["silos"] = choice.Silos,
            ["frontends"] = choice.Frontends,
            ["cores"] = Environment.ProcessorCount,
            ["build"] = typeof(Benchmark).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "Configuration").Value!,
        };
        foreach (var option in Options.OfType<NumberOption>().Where(option => !conditions.ContainsKey(option.Name.TrimStart('-'))))
        {
            conditions[option.Name.TrimStart('-')] = options.GetRequiredValue(option);
        }

        foreach (var (key, value) in choice.Settings)
        {
            conditions[key] = value;
        }

        return conditions;
    }
}
