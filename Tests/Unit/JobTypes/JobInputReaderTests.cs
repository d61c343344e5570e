using OrleansAiJobs.Grains.JobTypes;

namespace OrleansAiJobs.Tests.Unit.JobTypes;

public sealed class JobInputReaderTests
{
    [Fact]
    public void A_full_input_is_stored_trimmed_and_in_the_order_of_reading()
    {
        var input = Read("""{"extra":1,"language":" de-CH ","tone":" formal ","n":7,"content":"\n Hello ☀ <b>wörld</b> "}""");

        Assert.Equal("""{"content":"Hello ☀ <b>wörld</b>","n":7,"tone":"formal","language":"de-CH"}""", input.Json);
        Assert.Empty(input.Errors);
    }

    [Theory]
    [InlineData("""{"content":"x"}""")]
    [InlineData("""{"content":"x","n":null,"tone":null,"language":null}""")]
    [InlineData("""{"content":"x","tone":"  "}""")]
    public void Absent_and_null_members_get_their_default_or_are_left_out(string json)
    {
        var input = Read(json);

        Assert.Equal("""{"content":"x","n":5}""", input.Json);
    }

    [Theory]
    [InlineData("[]", "a list")]
    [InlineData("null", "null")]
    [InlineData("\"content\"", "a string")]
    [InlineData("3", "a number")]
    [InlineData("true", "a boolean")]
    public void An_input_that_is_no_object_has_one_error_for_the_whole(string json, string name)
    {
        var input = Read(json);

        var error = Assert.Single(input.Errors);
        Assert.Equal("", error.Path);
        Assert.Contains(name, error.Message, StringComparison.Ordinal);
        Assert.Null(input.Json);
    }

    [Fact]
    public void All_errors_come_at_once_and_say_what_would_be_right()
    {
        var input = Read("""{"content":5,"n":"7","tone":[],"language":"en_US"}""");

        Assert.Equal(["content", "n", "tone", "language"], input.Errors.Select(error => error.Path));
        Assert.Contains("a string of 1 to 100,000 characters; it is a number", input.Errors[0].Message, StringComparison.Ordinal);
        Assert.Contains("a whole number from 1 to 10; it is a string", input.Errors[1].Message, StringComparison.Ordinal);
        Assert.Contains("a string of at most 40 characters; it is a list", input.Errors[2].Message, StringComparison.Ordinal);
        Assert.Contains("\"de-CH\"", input.Errors[3].Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"content":null}""")]
    [InlineData("""{"content":""}""")]
    [InlineData("""{"content":" \n\u00a0\u2003 "}""")]
    [InlineData("""{"content":{"text":"x"}}""")]
    [InlineData("""{"content":false}""")]
    public void Content_is_required_and_must_not_be_blank(string json)
    {
        var input = Read(json);

        Assert.Equal("content", Assert.Single(input.Errors).Path);
    }

    [Theory]
    [InlineData(100_000, true)]
    [InlineData(100_001, false)]
    public void The_limit_of_the_content_counts_utf16_units_after_trimming(int length, bool isValid)
    {
        var input = Read($$"""{"content":"  {{new string('a', length - 2)}}🎉  "}""");

        Assert.Equal(isValid, input.Errors.Count is 0);
    }

    [Theory]
    [InlineData(40, true)]
    [InlineData(41, false)]
    public void The_tone_has_at_most_40_characters_after_trimming(int length, bool isValid)
    {
        var input = Read($$"""{"content":"x","tone":" {{new string('t', length)}} "}""");

        Assert.Equal(isValid, input.Errors.Count is 0);
    }

    [Theory]
    [InlineData("1", 1)]
    [InlineData("10", 10)]
    [InlineData("5.0", 5)]
    [InlineData("1e1", 10)]
    [InlineData("50E-1", 5)]
    [InlineData("0.5e+1", 5)]
    [InlineData("7.000000000000000000000000000000000000", 7)]
    public void Whole_numbers_count_however_they_are_written(string number, int value)
    {
        var input = Read($$"""{"content":"x","n":{{number}}}""");

        Assert.Equal(value, Json.Parse(input.Json!).GetProperty("n").GetInt32());
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-0")]
    [InlineData("11")]
    [InlineData("-3")]
    [InlineData("5.5")]
    [InlineData("5.0000000000000000000000000000000000001")]
    [InlineData("1e2")]
    [InlineData("4294967301")]
    [InlineData("1e400")]
    [InlineData("-1e400")]
    [InlineData("1e99999999999999999999")]
    [InlineData("1e-99999999999999999999")]
    [InlineData("99999999999999999999999999999999999999999999")]
    [InlineData("\"7\"")]
    [InlineData("true")]
    [InlineData("[5]")]
    [InlineData("{}")]
    public void Anything_else_than_a_whole_number_in_range_is_an_error(string value)
    {
        var input = Read($$"""{"content":"x","n":{{value}}}""");

        var error = Assert.Single(input.Errors);
        Assert.Equal("n", error.Path);
        Assert.Contains("a whole number from 1 to 10", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_number_with_a_million_digits_is_an_error_too()
    {
        var input = Read($$"""{"content":"x","n":{{new string('9', 1_000_000)}}}""");

        Assert.Equal("n", Assert.Single(input.Errors).Path);
    }

    [Theory]
    [InlineData("content", """\ud800""")]
    [InlineData("content", """a\udc00b""")]
    [InlineData("content", """a\u0000b""")]
    [InlineData("tone", """\udfff""")]
    [InlineData("language", """en\u0000""")]
    public void Text_that_is_no_unicode_text_is_an_error(string member, string text)
    {
        var others = string.Equals(member, "content", StringComparison.Ordinal) ? "" : "\"content\":\"x\",";

        var input = Read($$"""{ {{others}} "{{member}}":"{{text}}" }""");

        Assert.Equal(member, Assert.Single(input.Errors).Path);
    }

    [Fact]
    public void A_member_name_that_is_no_unicode_text_is_one_error_for_the_whole()
    {
        var input = Read("""{"\ud800":1,"content":7}""");

        Assert.Equal("", Assert.Single(input.Errors).Path);
    }

    [Fact]
    public void Escaped_member_names_are_the_same_names()
    {
        var input = Read("""{"\u0063ontent":"x","\u0000":1}""");

        Assert.Equal("""{"content":"x","n":5}""", input.Json);
    }

    [Fact]
    public void The_stored_form_read_again_is_the_same()
    {
        var random = new Random(7);
        for (var round = 0; round < 500; round++)
        {
            var content = RandomText.Create(random, random.Next(1, 60)) + "x";
            var first = Read(JobJson.Write(new { content, n = random.Next(1, 11), tone = "t" }));

            var second = Read(first.Json!);

            Assert.Equal(first.Json, second.Json);
            Assert.Equal(content.Trim(), Json.Parse(second.Json!).GetProperty("content").GetString());
        }
    }

    private static JobInput Read(string json) =>
        new JobInputReader(Json.Parse(json)).Content().WholeNumber("n", 1, 10, 5).Tone().Language().ToJobInput();
}
