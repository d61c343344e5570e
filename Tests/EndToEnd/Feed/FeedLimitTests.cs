using System.Net;
using OrleansAiJobs.Tests.EndToEnd.Api;

namespace OrleansAiJobs.Tests.EndToEnd.Feed;

/// <summary>How many feeds one user may have open.</summary>
[Collection(AllOnOneApp.Name)]
public sealed class FeedLimitTests(SharedApp shared)
{
    [Fact]
    public async Task The_twenty_first_is_refused_others_are_not_and_a_closed_one_makes_room()
    {
        using var visitor = await shared.VisitAsync();
        using var other = await shared.VisitAsync();
        var open = new OpenFeeds(visitor, 20);
        await open.Ready;

        using var refused = await visitor.Http.GetAsync("/api/ai/events");
        using var others = await other.Http.GetAsync("/api/ai/events", HttpCompletionOption.ResponseHeadersRead);
        await open.DisposeAsync();
        var room = await RoomAsync(visitor);

        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.Contains("too_many_connections", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.True(refused.Headers.RetryAfter?.Delta > TimeSpan.Zero);
        Assert.Equal(HttpStatusCode.OK, others.StatusCode);
        Assert.True(room < TimeSpan.FromSeconds(5), $"The closed connections counted for {room}.");
    }

    /// <summary>How long it takes until there is room again.</summary>
    private static async Task<TimeSpan> RoomAsync(ApiClient visitor)
    {
        var closedAt = TimeProvider.System.GetTimestamp();
        while (true)
        {
            using var answer = await visitor.Http.GetAsync("/api/ai/events", HttpCompletionOption.ResponseHeadersRead);
            if (answer.StatusCode == HttpStatusCode.OK)
            {
                return TimeProvider.System.GetElapsedTime(closedAt);
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
        }
    }

    /// <summary>Feeds of one user, by turns as server-sent events and by socket.</summary>
    private sealed class OpenFeeds : IAsyncDisposable
    {
        private readonly CancellationTokenSource _stop = new();
        private readonly Task _reading;

        public OpenFeeds(ApiClient visitor, int count)
        {
            var readers = Enumerable.Range(0, count).Select(_ => new FeedReader()).ToArray();
            Ready = Task.WhenAll(readers.Select(reader => reader.Ready));
            _reading = Task.WhenAll(readers.Select((reader, number) => reader.ReadAsync(
                number % 2 == 0 ? visitor.FollowAsync("/api/ai/events", null, _stop.Token) : visitor.FollowSocketAsync(null, _stop.Token),
                _ => false)));
        }

        public Task Ready { get; }

        public async ValueTask DisposeAsync()
        {
            await _stop.CancelAsync();
            await _reading;
            _stop.Dispose();
        }
    }
}
