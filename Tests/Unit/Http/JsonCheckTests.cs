using System.Text;
using OrleansAiJobs.WebFrontend.Http;

namespace OrleansAiJobs.Tests.Unit.Http;

public sealed class JsonCheckTests
{
    [Theory]
    [InlineData("{}")]
    [InlineData(" \r\n\t{ \"content\" : \"text\" } \n")]
    [InlineData("[1,-2.5e10,true,false,null,\"\"]")]
    [InlineData("7")]
    [InlineData("1e999999")]
    [InlineData("""{"a":{"a":{"a":1}},"b":[{"a":1},{"a":2}]}""")]
    [InlineData("""{"a":1,"A":2}""")]
    [InlineData("""{"😀":"Grüße 😀 \ud83d\ude00 \uD83D\uDE00"}""")]
    [InlineData("""["\\u0000","\\ud800","\\\\ud800","\/\b\f\n\r\t\""]""")]
    [InlineData("""["\u0001","\ufffe","\uFFFF"]""")]
    public void What_every_parser_and_store_can_hold_is_accepted(string json)
    {
        Assert.Null(Find(json));
    }

    [Theory]
    [InlineData("{")]
    [InlineData("{}{}")]
    [InlineData("{} x")]
    [InlineData("[1,]")]
    [InlineData("{\"a\":1,}")]
    [InlineData("{'a':1}")]
    [InlineData("{a:1}")]
    [InlineData("// c\n{}")]
    [InlineData("[01]")]
    [InlineData("[+1]")]
    [InlineData("[NaN]")]
    [InlineData("[tru]")]
    [InlineData("[\"\\x41\"]")]
    [InlineData("[\"\\u12g4\"]")]
    [InlineData("[\"\\u12\"]")]
    [InlineData("[\"a\nb\"]")]
    [InlineData("[\"a\0b\"]")]
    [InlineData("\0{}")]
    [InlineData("[\"open]")]
    [InlineData(" ")]
    public void What_is_no_JSON_is_refused(string json)
    {
        Assert.NotNull(Find(json));
    }

    [Theory]
    [InlineData("""{"a":1,"a":2}""", 9)]
    [InlineData("""{"a":1,"\u0061":2}""", 9)]
    [InlineData("""{"a":1,"b":{"a":1},"a":2}""", 21)]
    [InlineData("""[{"a":1},{"x":[{"b":1,"b":1}]}]""", 24)]
    [InlineData("""{"":1,"":2}""", 8)]
    public void A_member_that_occurs_twice_is_refused_where_it_occurs_again(string json, int position)
    {
        var fault = Find(json);

        Assert.Equal(new JsonFault("A member occurs twice in the same object.", 1, position), fault);
    }

    [Theory]
    [InlineData("""["ab\u0000"]""", 5)]
    [InlineData("""{"\u0000":1}""", 3)]
    [InlineData("""["\\\u0000"]""", 5)]
    [InlineData("""["\ud83d\ude00\u0000"]""", 15)]
    public void U_0000_is_refused_also_as_an_escape(string json, int position)
    {
        Assert.Equal(new JsonFault("A string holds U+0000.", 1, position), Find(json));
    }

    [Theory]
    [InlineData("""["\ud800"]""", 3)]
    [InlineData("""["\uD800"]""", 3)]
    [InlineData("""["\udc00"]""", 3)]
    [InlineData("""["\ud83dx"]""", 3)]
    [InlineData("""["\ud83d\n"]""", 3)]
    [InlineData("""["\ud83d\u0041"]""", 3)]
    [InlineData("""["\ud83d\ud83d\ude00"]""", 3)]
    [InlineData("""["\ude00\ud83d"]""", 3)]
    [InlineData("""["\ud83d\ude00\ude00"]""", 15)]
    [InlineData("""{"x\udfff":1}""", 4)]
    public void Half_a_surrogate_pair_is_refused(string json, int position)
    {
        Assert.Equal(new JsonFault("A string holds half a surrogate pair.", 1, position), Find(json));
    }

    [Theory]
    [InlineData(new byte[] { 0xFF })]
    [InlineData(new byte[] { 0xC3 })]
    [InlineData(new byte[] { 0xC0, 0x80 })]
    [InlineData(new byte[] { 0xED, 0xA0, 0x80 })]
    [InlineData(new byte[] { 0xF5, 0x80, 0x80, 0x80 })]
    public void Bytes_that_are_no_UTF_8_are_refused_where_they_stand(byte[] bytes)
    {
        byte[] inValue = [.. "[\"é"u8, .. bytes, .. "\"]"u8];
        byte[] inName = [.. "{\"é"u8, .. bytes, .. "\":1}"u8];
        byte[] outside = [.. "[1"u8, .. bytes, .. "]"u8];

        Assert.Equal(new JsonFault("The body is not valid UTF-8.", 1, 5), JsonCheck.FindFault(inValue));
        Assert.Equal(new JsonFault("The body is not valid UTF-8.", 1, 5), JsonCheck.FindFault(inName));
        Assert.NotNull(JsonCheck.FindFault(outside));
    }

    [Fact]
    public void Nesting_is_bounded()
    {
        var deepest = new string('[', JsonCheck.MaxDepth) + new string(']', JsonCheck.MaxDepth);
        var deeper = new string('[', JsonCheck.MaxDepth + 1) + new string(']', JsonCheck.MaxDepth + 1);
        var deepestObjects = string.Concat(Enumerable.Repeat("{\"a\":", JsonCheck.MaxDepth - 1)) + "{\"a\":1}" + new string('}', JsonCheck.MaxDepth - 1);

        Assert.Null(Find(deepest));
        Assert.Null(Find(deepestObjects));
        Assert.Contains("depth", Find(deeper)?.Reason, StringComparison.Ordinal);
        Assert.NotNull(Find("{\"a\":" + deepestObjects + "}"));
        Assert.NotNull(Find(new string('[', 1_000_000)));
    }

    [Fact]
    public void A_fault_says_in_which_line_it_is()
    {
        var ours = Find("{\n  \"a\": 1,\n  \"a\": 2\n}");
        var parsers = Find("{\n  \"a\": 1,\n  b\n}");

        Assert.Equal("A member occurs twice in the same object. Line 3, byte 4.", ours?.ToString());
        Assert.Equal((3, 3), (parsers?.Line, parsers?.Byte));
        Assert.DoesNotContain("LineNumber", parsers?.Reason, StringComparison.Ordinal);
    }

    private static JsonFault? Find(string json) => JsonCheck.FindFault(Encoding.UTF8.GetBytes(json));
}
