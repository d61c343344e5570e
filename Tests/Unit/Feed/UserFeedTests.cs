using System.Reflection;
using System.Threading.Channels;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using OrleansAiJobs.Grains.Interfaces.History;
using OrleansAiJobs.Grains.Interfaces.Jobs;
using OrleansAiJobs.Grains.Jobs;
using OrleansAiJobs.Tests.Unit.Jobs;
using OrleansAiJobs.WebFrontend.Feed;

namespace OrleansAiJobs.Tests.Unit.Feed;

/// <summary>What the connections of one user are told while the grain that numbers the changes goes and another takes its place.</summary>
public sealed class UserFeedTests : IAsyncLifetime
{
    private static readonly Guid Before = new("aaaaaaaa-0000-0000-0000-000000000000");
    private static readonly Guid After = new("bbbbbbbb-0000-0000-0000-000000000000");

    private readonly ScriptedGrain _grain = ScriptedGrain.Create();
    private readonly UserFeed _feed;
    private readonly FeedConnection _old;

    public UserFeedTests()
    {
        _feed = new UserFeed(Guid.NewGuid(), Guid.NewGuid(), _grain.Factory, new FakeTimeProvider(), NullLogger.Instance, CancellationToken.None);
        _old = Open(cursor: null);
    }

    public async Task InitializeAsync()
    {
        await _grain.AnswerAsync(OfBefore);
        Assert.Equal(["ready"], await WordsAsync(_old));
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Who_opens_while_the_feed_begins_anew_is_told_no_change_twice()
    {
        _feed.Receive(Message(Change(2, job: 2)));
        var connection = Open(new FeedCursor(After, 1));

        await _grain.AnswerAsync(Anew(Change(1, job: 1), Change(2, job: 2)));
        await _grain.AnswerAsync(Since(2, Change(2, job: 2)));
        await _grain.AnswerAsync(Since(2, Change(2, job: 2)));

        Assert.Equal(["job 2", "ready"], await WordsAsync(connection));
        Assert.Equal(["reset", "job 1", "job 2", "ready"], await WordsAsync(_old));
    }

    [Fact]
    public async Task Who_opens_while_the_feed_begins_anew_misses_nothing_that_follows()
    {
        _feed.Receive(Message(Change(2, job: 2)));
        var connection = Open(new FeedCursor(After, 1));

        await _grain.AnswerAsync(Anew(Change(1, job: 1), Change(2, job: 2), Change(3, job: 3)));
        _feed.Receive(Message(Change(4, job: 4)));
        await _grain.AnswerAsync(Since(2, Change(2, job: 2)));
        await _grain.AnswerAsync(Since(3, Change(2, job: 2), Change(3, job: 3)));

        Assert.Equal(["job 2", "job 3", "ready", "job 4"], await WordsAsync(connection));
    }

    [Fact]
    public async Task The_late_answer_of_a_grain_that_is_gone_opens_nothing()
    {
        _feed.Receive(Message(Change(2, job: 2)));
        var connection = Open(cursor: null);

        await _grain.AnswerAsync(Anew(Change(2, job: 2)));
        await _grain.AnswerAsync(OfBefore);
        await _grain.AnswerAsync(Since(2));
        await _grain.AnswerAsync(Since(2, Change(2, job: 2)));

        Assert.Equal(["job 2", "ready"], await WordsAsync(connection));
        _feed.Receive(Message(Change(3, job: 3)));
        Assert.Equal(["job 3"], await WordsAsync(connection));
    }

    [Fact]
    public async Task Who_is_answered_by_a_grain_that_the_others_do_not_know_yet_waits_until_they_do()
    {
        var connection = Open(new FeedCursor(After, 1));
        _feed.Receive(new FeedMessage(Guid.Empty, new FeedCursor(Before, 51), [Change(51, job: 9)], [], Closing: false));

        await _grain.AnswerAsync(Since(2, Change(2, job: 2)));
        await _grain.AnswerAsync(Anew(Change(1, job: 1), Change(2, job: 2), Change(3, job: 3)));
        await _grain.AnswerAsync(Since(3, Change(2, job: 2), Change(3, job: 3)));

        Assert.Equal(["job 2", "job 3", "ready"], await WordsAsync(connection));
        Assert.Equal(["reset", "job 1", "job 2", "job 3", "ready"], await WordsAsync(_old));
    }

    [Fact]
    public async Task While_another_grain_is_caught_up_with_nobody_who_opens_asks_again()
    {
        var connection = Open(cursor: null);
        await _grain.AnswerAsync(Since(2));

        var place = await _grain.AskedAsync();
        Assert.False(_grain.IsAsked);

        place.SetResult(Anew(Change(2, job: 2)));
        await _grain.AnswerAsync(Since(2, Change(2, job: 2)));
        Assert.Equal(["job 2", "ready"], await WordsAsync(connection));
    }

    private FeedConnection Open(FeedCursor? cursor)
    {
        var opening = FeedOpening.OfAll(Guid.NewGuid(), cursor, expiresAt: null);
        var link = _feed.TryAttach(opening, new NoTransport(), most: 10)!;
        link.Open(opening);
        return link.Connection;
    }

    private static FeedCatchUp OfBefore => new(new FeedCursor(Before, 50), Reset: false, [], []);

    private static FeedMessage Message(FeedChange change) => new(Guid.Empty, new FeedCursor(After, change.Number), [change], [], Closing: false);

    private static FeedCatchUp Anew(params FeedChange[] changes) => new(new FeedCursor(After, changes[^1].Number), Reset: true, changes, []);

    private static FeedCatchUp Since(long number, params FeedChange[] changes) => new(new FeedCursor(After, number), Reset: false, changes, []);

    private static FeedChange Change(long number, int job) => new(
        number,
        Id(job),
        JobViews.Item(AJob.Pending with { Id = Id(job) }, new JobLive { Progress = new JobProgress("Waiting…", 0) }));

    private static Guid Id(int number) => new(number, 0, 0, new byte[8]);

    /// <summary>What is told next.</summary>
    private static async Task<string[]> WordsAsync(FeedConnection connection)
    {
        IReadOnlyList<FeedFrame> frames = [];
        while (frames.Count == 0)
        {
            Assert.True(await connection.WaitAsync());
            frames = connection.Take();
        }

        return [.. frames.Select(WordOf)];
    }

    private static string WordOf(FeedFrame frame) => frame switch
    {
        FeedFrame.Job job => $"job {BitConverter.ToInt32(job.View.Id.ToByteArray())}",
        FeedFrame.Ready => "ready",
        FeedFrame.Reset => "reset",
        _ => frame.ToString(),
    };

    /// <summary>A user's grain that answers in the order it was asked, when the test says so.</summary>
    public class ScriptedGrain : DispatchProxy
    {
        private readonly Channel<TaskCompletionSource<FeedCatchUp>> _asked = Channel.CreateUnbounded<TaskCompletionSource<FeedCatchUp>>();

        public IGrainFactory Factory { get; private set; } = null!;

        public static ScriptedGrain Create()
        {
            var factory = Create<IGrainFactory, ScriptedFactory>();
            var grain = Create<IUserHistoryGrain, ScriptedGrain>();
            ((ScriptedFactory)factory).Grain = grain;
            ((ScriptedGrain)grain).Factory = factory;
            return (ScriptedGrain)grain;
        }

        public bool IsAsked => _asked.Reader.Count > 0;

        public ValueTask<TaskCompletionSource<FeedCatchUp>> AskedAsync() => _asked.Reader.ReadAsync();

        public async Task AnswerAsync(FeedCatchUp catchUp) => (await AskedAsync()).SetResult(catchUp);

        protected override object Invoke(MethodInfo? targetMethod, object?[]? args)
        {
            Assert.Equal(nameof(IUserHistoryGrain.FollowAsync), targetMethod!.Name);
            var answer = new TaskCompletionSource<FeedCatchUp>();
            Assert.True(_asked.Writer.TryWrite(answer));
            return answer.Task;
        }
    }

    public class ScriptedFactory : DispatchProxy
    {
        public object Grain { get; set; } = null!;

        protected override object Invoke(MethodInfo? targetMethod, object?[]? args) => Grain;
    }
}
