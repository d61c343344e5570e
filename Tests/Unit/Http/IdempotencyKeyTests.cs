using Microsoft.Extensions.Primitives;
using OrleansAiJobs.WebFrontend.Jobs;

namespace OrleansAiJobs.Tests.Unit.Http;

public sealed class IdempotencyKeyTests
{
    private static readonly Guid User = Guid.Parse("c03d5da3-8871-418e-8204-069020dfcdd8");

    public static TheoryData<string> Good => ["a", "8e03978e-40d5-43e8-bc93-6894a57f9324", "!~#a\"b\\", new string('x', 255), $"\"{new string('x', 255)}\""];

    public static TheoryData<string> Bad => ["", "\"\"", "\"", "\"a", "a b", "\"a b\"", "ключ", "a\u007F", "a\t", new string('x', 256), $"\"{new string('x', 256)}\""];

    [Theory]
    [MemberData(nameof(Good))]
    public void Visible_ASCII_is_a_key(string text)
    {
        Assert.True(IdempotencyKey.TryRead(text, out var key));
        Assert.NotNull(key);
    }

    [Theory]
    [MemberData(nameof(Bad))]
    public void Anything_else_is_none(string text)
    {
        Assert.False(IdempotencyKey.TryRead(text, out _));
    }

    [Fact]
    public void Two_keys_are_none_and_no_header_is_no_fault()
    {
        Assert.False(IdempotencyKey.TryRead(new StringValues(["a", "b"]), out _));
        Assert.True(IdempotencyKey.TryRead(StringValues.Empty, out var key));
        Assert.Null(key);
    }

    [Fact]
    public void Quoted_and_bare_are_the_same_job_and_every_user_has_their_own()
    {
        Assert.Equal(IdOf("abc"), IdOf("\"abc\""));
        Assert.Equal(8, IdOf("abc").Version);
        Assert.NotEqual(IdOf("abc"), IdOf("abd"));
        Assert.NotEqual(IdOf("abc"), IdOf("abc", Guid.NewGuid()));
    }

    private static Guid IdOf(string text, Guid? user = null)
    {
        IdempotencyKey.TryRead(text, out var key);
        return key!.JobId(user ?? User);
    }
}
