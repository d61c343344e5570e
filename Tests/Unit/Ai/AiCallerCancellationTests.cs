using OrleansAiJobs.Grains.Ai;
using OrleansAiJobs.Tests.ScriptedAi;

namespace OrleansAiJobs.Tests.Unit.Ai;

public sealed class AiCallerCancellationTests
{
    [Fact]
    public async Task Cancelling_before_the_first_byte_closes_the_connection()
    {
        await using var bench = await AiBench.StartAsync();
        using var cancel = new CancellationTokenSource();
        bench.Server.Enqueue(AiReply.Hang());

        var asking = bench.Caller.AskAsync(bench.Type, WordsJobType.Input(), AiBench.User, bench.Sink, cancel.Token);
        var request = (await bench.Server.WaitForRequestsAsync(1, bench.Patience))[0];
        await cancel.CancelAsync();

        var thrown = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
        Assert.Equal(cancel.Token, thrown.CancellationToken);
        await request.Aborted.WaitAsync(bench.Patience);
    }

    [Fact]
    public async Task Cancelling_in_the_middle_of_an_answer_closes_the_connection()
    {
        await using var bench = await AiBench.StartAsync();
        using var cancel = new CancellationTokenSource();
        bench.Server.Enqueue(AiReply.Breaks(AiFault.Silence, afterChunks: 1));

        var asking = bench.Caller.AskAsync(bench.Type, WordsJobType.Input(), AiBench.User, bench.Sink, cancel.Token);
        await bench.Sink.WaitForPiecesAsync(1, bench.Patience);
        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
        await bench.Server.Requests[0].Aborted.WaitAsync(bench.Patience);
    }

    [Fact]
    public async Task Cancelling_between_two_reads_closes_the_connection()
    {
        await using var bench = await AiBench.StartAsync();
        using var cancel = new CancellationTokenSource();
        var sink = new RecordingSink { OnAppend = _ => cancel.Cancel() };
        bench.Server.Enqueue(AiReply.Breaks(AiFault.Silence, afterChunks: 1));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => bench.Caller.AskAsync(bench.Type, WordsJobType.Input(), AiBench.User, sink, cancel.Token));

        await bench.Server.Requests[0].Aborted.WaitAsync(bench.Patience);
    }

    // Cancelled between two reads, the connection is drained for this long before it closes.
    [Fact]
    public void What_is_left_of_an_answer_that_was_given_up_is_waited_for_less_than_a_second()
    {
        using var handler = ChatClientFactory.CreateHandler(new AiOptions(), new Uri("http://127.0.0.1:1/v1"));

        Assert.InRange(handler.ResponseDrainTimeout, TimeSpan.FromTicks(1), TimeSpan.FromSeconds(0.5));
    }

    [Fact]
    public async Task Nobody_is_asked_when_it_is_cancelled_already()
    {
        await using var bench = await AiBench.StartAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => bench.Caller.AskAsync(bench.Type, WordsJobType.Input(), AiBench.User, bench.Sink, new CancellationToken(canceled: true)));

        Assert.Equal(0, bench.Server.TotalCalls);
    }

    [Fact]
    public async Task Cancelling_wins_over_whatever_else_goes_wrong()
    {
        await using var bench = await AiBench.StartAsync();
        using var cancel = new CancellationTokenSource();
        var sink = new RecordingSink
        {
            OnAppend = _ =>
            {
                cancel.Cancel();
                throw new NotSupportedException("a bug in the sink");
            },
        };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => bench.Caller.AskAsync(bench.Type, WordsJobType.Input(), AiBench.User, sink, cancel.Token));
    }
}
