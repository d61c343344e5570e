using System.Text;
using OrleansAiJobs.Grains.Interfaces;
using OrleansAiJobs.Grains.Jobs;

namespace OrleansAiJobs.Tests.Unit.Jobs;

public sealed class JobIdsTests
{
    [Fact]
    public void A_guid_key_is_its_own_row_id()
    {
        var key = Guid.CreateVersion7();

        var id = JobIds.FromGrain(GrainId.Create(GrainType.Create("job"), GrainIdKeyExtensions.CreateGuidKey(key)));

        Assert.Equal(key, id);
    }

    [Fact]
    public void A_guid_key_with_an_extension_is_not_the_row_of_the_guid()
    {
        var key = Guid.CreateVersion7();

        var id = JobIds.FromGrain(GrainId.Create(GrainType.Create("job"), GrainIdKeyExtensions.CreateGuidKey(key, "more")));

        Assert.NotEqual(key, id);
        Assert.Equal(8, id.Version);
    }

    [Theory]
    [InlineData("a string")]
    [InlineData("ключ")]
    [InlineData("1f")]
    public void Any_other_key_gets_a_uuid_of_version_8_that_depends_on_type_and_key(string key)
    {
        var id = JobIds.FromGrain(GrainId.Create("job", key));

        Assert.Equal(8, id.Version);
        Assert.Equal(0b10, id.Variant >> 2);
        Assert.Equal(id, JobIds.FromGrain(GrainId.Create("job", key)));
        Assert.NotEqual(id, JobIds.FromGrain(GrainId.Create("other", key)));
        Assert.NotEqual(id, JobIds.FromGrain(GrainId.Create("job", key + "x")));
    }

    [Fact]
    public void Only_ids_made_of_a_name_may_come_again()
    {
        Assert.True(JobIds.MayComeAgain(HashedId.From("abc"u8)));
        Assert.False(JobIds.MayComeAgain(Guid.CreateVersion7()));
        Assert.False(JobIds.MayComeAgain(Guid.NewGuid()));
    }

    [Fact]
    public void The_id_of_a_name_is_its_sha256_with_version_and_variant_set()
    {
        // printf abc | sha256sum: ba7816bf 8f01cfea 414140de 5dae2223 ...
        var id = HashedId.From(Encoding.UTF8.GetBytes("abc"));

        Assert.Equal(Guid.Parse("ba7816bf-8f01-8fea-8141-40de5dae2223"), id);
    }
}
