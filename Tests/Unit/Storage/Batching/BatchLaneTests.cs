using OrleansAiJobs.Grains.Storage.Batching;

namespace OrleansAiJobs.Tests.Unit.Storage.Batching;

public sealed class BatchLaneTests
{
    private static readonly Guid A = Guid.NewGuid();
    private static readonly Guid B = Guid.NewGuid();

    [Fact]
    public void A_request_that_finds_no_room_is_not_overtaken_by_a_later_one_for_the_same_row()
    {
        var lane = new BatchLane<Request, int>(new BatchLimits { Lingers = [BatchLimits.Linger], MaxTextLength = 1_000 });
        Write(lane, new Request(A, 1), new Request(B, 2), new Request(A, 3, 900), new Request(B, 4, 900));
        Assert.Equal([1, 2], Take(lane));

        Write(lane, new Request(B, 5));

        Assert.Equal([3], Take(lane));
        Assert.Equal([4], Take(lane));
        Assert.Equal([5], Take(lane));
        Assert.Empty(lane.Take());
    }

    [Fact]
    public async Task A_lane_that_is_complete_ends_only_when_all_is_taken()
    {
        var lane = new BatchLane<Request, int>(new BatchLimits { Lingers = [BatchLimits.Linger] });
        Write(lane, new Request(A, 1), new Request(A, 2));
        lane.Writer.Complete();

        Assert.True(await lane.WaitAsync());
        Assert.Equal([1], Take(lane));
        Assert.True(await lane.WaitAsync());
        Assert.Equal([2], Take(lane));
        Assert.False(await lane.WaitAsync());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Whatever_comes_leaves_once_in_order_for_each_row_and_within_the_limits(int seed)
    {
        var limits = new BatchLimits { Lingers = [BatchLimits.Linger], MaxRows = 8, MaxTextLength = 2_000, Capacity = 50 };
        var lane = new BatchLane<Request, int>(limits);
        var random = new Random(seed);
        Guid[] ids = [.. Enumerable.Range(0, 12).Select(_ => Guid.NewGuid())];
        var written = new List<Request>();
        var taken = new List<Request>();
        while (taken.Count < 2_000)
        {
            for (var i = random.Next(30); i > 0 && written.Count < 2_000; i--)
            {
                var request = new Request(ids[random.Next(ids.Length)], written.Count, random.Next(10) == 0 ? random.Next(3_000) : 50);
                if (lane.Writer.TryWrite(new BatchCall<Request, int>(request, startedAt: 0)))
                {
                    written.Add(request);
                }
            }

            Request[] batch = [.. lane.Take().Select(call => call.Request)];
            taken.AddRange(batch);
            Assert.True(batch.Length <= limits.MaxRows);
            Assert.True(batch.Length == 1 || batch.Sum(request => request.TextLength) <= limits.MaxTextLength);
            Assert.Equal(batch.Select(request => request.Id).Distinct().Order(), batch.Select(request => request.Id));
        }

        Assert.All(ids, id => Assert.Equal(written.Where(request => request.Id == id), taken.Where(request => request.Id == id)));
    }

    private static void Write(BatchLane<Request, int> lane, params Request[] requests)
    {
        foreach (var request in requests)
        {
            Assert.True(lane.Writer.TryWrite(new BatchCall<Request, int>(request, startedAt: 0)));
        }
    }

    private static IEnumerable<int> Take(BatchLane<Request, int> lane) => lane.Take().Select(call => call.Request.Number).Order();

    private sealed record Request(Guid Id, int Number, int TextLength = 10) : IBatchRequest
    {
        public int Group => 0;
    }
}
