using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;
using OrleansAiJobs.Grains.Storage;

namespace OrleansAiJobs.Tests.Unit.Storage;

public sealed class AiJobRecordTests
{
    [Fact]
    public void A_grains_state_travels_whole_when_its_activation_moves_to_another_silo()
    {
        using var services = new ServiceCollection().AddSerializer().BuildServiceProvider();
        var serializer = services.GetRequiredService<Serializer>();
        var job = SampleJobs.Failed();

        var moved = serializer.Deserialize<GrainState<AiJobRecord>>(
            serializer.SerializeToArray(new GrainState<AiJobRecord>(new AiJobRecord { Job = job }, "etag")));

        Assert.NotNull(moved);
        Assert.Equal("etag", moved.ETag);
        JobAssert.Same(job, moved.State?.Job);
    }
}
