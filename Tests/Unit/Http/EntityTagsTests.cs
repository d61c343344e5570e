using Microsoft.Extensions.Primitives;
using OrleansAiJobs.WebFrontend.Http;

namespace OrleansAiJobs.Tests.Unit.Http;

public sealed class EntityTagsTests
{
    [Fact]
    public void The_tag_is_weak_and_made_from_the_version()
    {
        Assert.Equal("W/\"4\"", EntityTags.FromVersion(4));
    }

    [Theory]
    [InlineData("W/\"4\"")]
    [InlineData("\"4\"")]
    [InlineData("*")]
    [InlineData("W/\"3\", W/\"4\"")]
    [InlineData("\"x,y\" , \"4\"")]
    public void A_caller_who_holds_the_version_has_a_match(string held)
    {
        Assert.True(EntityTags.Matches(held, EntityTags.FromVersion(4)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("W/\"3\"")]
    [InlineData("W/\"44\"")]
    [InlineData("4")]
    [InlineData("w/4")]
    [InlineData("\"4")]
    [InlineData("nonsense")]
    public void Another_version_or_nonsense_is_no_match(string held)
    {
        Assert.False(EntityTags.Matches(held, EntityTags.FromVersion(4)));
    }

    [Fact]
    public void Several_headers_count_as_one_list()
    {
        Assert.True(EntityTags.Matches(new StringValues(["\"1\"", "W/\"4\""]), EntityTags.FromVersion(4)));
        Assert.False(EntityTags.Matches(StringValues.Empty, EntityTags.FromVersion(4)));
    }
}
