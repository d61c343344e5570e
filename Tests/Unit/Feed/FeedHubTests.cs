using System.Reflection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using OrleansAiJobs.WebFrontend.Feed;

namespace OrleansAiJobs.Tests.Unit.Feed;

public sealed class FeedHubTests
{
    [Fact]
    public async Task While_the_cluster_takes_no_lease_back_everybody_is_looked_after()
    {
        var time = new FakeTimeProvider();
        var cluster = DispatchProxy.Create<IGrainFactory, SilentCluster>();
        using var hub = new FeedHub(cluster, Options.Create(new FeedOptions()), time, NullLogger<FeedHub>.Instance);
        hub.Detach(hub.TryAttach(Opening(expiresAt: null), new NoTransport())!);
        var stays = hub.TryAttach(Opening(time.GetUtcNow() + TimeSpan.FromSeconds(8)), new NoTransport())!;
        var running = stays.RunAsync(CancellationToken.None);

        foreach (var second in Enumerable.Range(0, 9))
        {
            time.Advance(TimeSpan.FromSeconds(1));
            Assert.True(hub.TickAsync(second, CancellationToken.None).IsCompletedSuccessfully);
        }

        await running;
        Assert.Equal(1, ((SilentCluster)cluster).Calls);
    }

    private static FeedOpening Opening(DateTimeOffset? expiresAt) => FeedOpening.OfAll(Guid.NewGuid(), cursor: null, expiresAt);

    /// <summary>Takes calls and never answers.</summary>
    public class SilentCluster : DispatchProxy
    {
        public int Calls { get; private set; }

        protected override object Invoke(MethodInfo? targetMethod, object?[]? args)
        {
            if (targetMethod!.ReturnType.IsInterface)
            {
                var grain = (SilentCluster)Create(targetMethod.ReturnType, typeof(SilentCluster));
                grain.Called = () => Calls++;
                return grain;
            }

            Called();
            return new TaskCompletionSource().Task;
        }

        private Action Called { get; set; } = () => { };
    }
}
