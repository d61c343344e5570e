using OrleansAiJobs.Grains.Interfaces.Jobs;

namespace OrleansAiJobs.Tests.Unit.Ai;

public sealed class LocalEngineTests
{
    private static readonly (string, string?)[] NothingConfigured = [("Ai:ApiKey", ""), ("Ai:BaseUrl", "")];

    [Fact]
    public async Task Without_key_and_base_url_the_job_type_answers_by_itself()
    {
        await using var bench = await AiBench.StartAsync(NothingConfigured);

        var outcome = await bench.AskAsync();

        Assert.Equal("""{"words":["Rain","falls","on"]}""", outcome.Result);
        Assert.Equal(new JobUsage("local", 0, 0), outcome.Usage);
        Assert.Equal("local", bench.Caller.Engine);
        Assert.Null(outcome.ProviderStatus);
        Assert.Equal(0, bench.Server.TotalCalls);
    }

    [Fact]
    public async Task The_answer_comes_word_by_word()
    {
        await using var bench = await AiBench.StartAsync(NothingConfigured);
        const string Answer = """{ "words": [ "a", "b", "c" ] }""";
        var type = new WordsJobType { Locally = _ => Answer };

        await bench.Caller.AskAsync(type, WordsJobType.Input(), AiBench.User, bench.Sink, bench.Patience);

        Assert.Equal(Answer, bench.Sink.Text);
        Assert.Equal(Answer.Split(' ').Length, bench.Sink.Pieces);
    }

    [Fact]
    public async Task What_it_does_not_know_needs_a_real_AI_and_says_how_to_get_one()
    {
        await using var bench = await AiBench.StartAsync(NothingConfigured);

        var outcome = await bench.Caller.AskAsync(bench.Type, WordsJobType.Input("unknown"), AiBench.User, bench.Sink, bench.Patience);

        Assert.Equal((JobErrorCodes.ProviderAuth, false), (outcome.Error!.Code, outcome.Error.Retryable));
        Assert.Contains("real AI", outcome.Error.Message, StringComparison.Ordinal);
        Assert.Contains("Ai:ApiKey", outcome.Error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unfit_answer_is_final_since_another_would_be_the_same()
    {
        await using var bench = await AiBench.StartAsync(NothingConfigured);

        var outcome = await bench.Caller.AskAsync(bench.Type, WordsJobType.Input("one two", count: 3), AiBench.User, bench.Sink, bench.Patience);

        Assert.Equal((JobErrorCodes.InvalidResponse, false), (outcome.Error!.Code, outcome.Error.Retryable));
        Assert.Equal(0, bench.Sink.Restarts);
    }

    [Fact]
    public async Task The_work_leaves_the_callers_scheduler_free_and_the_sink_stays_on_it()
    {
        await using var bench = await AiBench.StartAsync(NothingConfigured);
        var scheduler = new ConcurrentExclusiveSchedulerPair().ExclusiveScheduler;
        using var started = new SemaphoreSlim(0);
        using var finish = new ManualResetEventSlim();
        var type = new WordsJobType
        {
            Locally = _ =>
            {
                started.Release();
                finish.Wait(bench.Patience);
                return """{"words":["a","b","c"]}""";
            },
        };

        var asking = OnSchedulerAsync(() => bench.Caller.AskAsync(type, WordsJobType.Input(), AiBench.User, bench.Sink, bench.Patience));
        await started.WaitAsync(bench.Patience);
        // The scheduler runs one thing at a time: this could not run while the engine held it.
        await OnSchedulerAsync(() =>
        {
            finish.Set();
            return Task.FromResult(true);
        });
        await asking;

        Assert.NotEmpty(bench.Sink.Schedulers);
        Assert.All(bench.Sink.Schedulers, used => Assert.Same(scheduler, used));

        Task<T> OnSchedulerAsync<T>(Func<Task<T>> work) =>
            Task.Factory.StartNew(work, bench.Patience, TaskCreationOptions.None, scheduler).Unwrap();
    }

    [Fact]
    public async Task Cancelling_does_not_wait_for_the_work()
    {
        await using var bench = await AiBench.StartAsync(NothingConfigured);
        using var cancel = new CancellationTokenSource();
        using var started = new SemaphoreSlim(0);
        using var finish = new ManualResetEventSlim();
        var type = new WordsJobType
        {
            Locally = _ =>
            {
                started.Release();
                finish.Wait(bench.Patience);
                return null;
            },
        };

        var asking = bench.Caller.AskAsync(type, WordsJobType.Input(), AiBench.User, bench.Sink, cancel.Token);
        await started.WaitAsync(bench.Patience);
        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
        finish.Set();
        Assert.NotNull((await bench.AskAsync()).Result);
    }

    [Fact]
    public async Task Silence_is_no_fault_of_it_but_the_attempt_has_its_limit()
    {
        await using var bench = await AiBench.StartAsync([.. NothingConfigured, ("Ai:AttemptTimeout", "00:02:00"), ("Ai:StallTimeout", "00:00:10")]);
        using var started = new SemaphoreSlim(0);
        using var finish = new ManualResetEventSlim();
        var type = new WordsJobType
        {
            Locally = _ =>
            {
                started.Release();
                finish.Wait(bench.Patience);
                return null;
            },
        };

        var asking = bench.Caller.AskAsync(type, WordsJobType.Input(), AiBench.User, bench.Sink, bench.Patience);
        await started.WaitAsync(bench.Patience);
        bench.Clock.Advance(TimeSpan.FromSeconds(60));
        bench.Clock.Advance(TimeSpan.FromSeconds(60));
        var outcome = await asking;
        finish.Set();

        Assert.Equal((JobErrorCodes.ProviderTimeout, true), (outcome.Error!.Code, outcome.Error.Retryable));
        Assert.Contains("took too long", outcome.Error.Message, StringComparison.Ordinal);
    }
}
