using System.Text;
using Microsoft.AspNetCore.Http;
using OrleansAiJobs.WebFrontend.Http;

namespace OrleansAiJobs.Tests.Unit.Http;

public sealed class JsonBodyTests
{
    private const int MaxBytes = 100;

    [Theory]
    [InlineData("application/json")]
    [InlineData("Application/JSON")]
    [InlineData("application/json; charset=utf-8")]
    [InlineData("application/json;charset=\"UTF-8\"")]
    [InlineData("application/json; profile=x")]
    public async Task JSON_in_UTF_8_comes_through_as_it_was_written(string contentType)
    {
        var body = await ReadAsync(" {\"a\": \"é\"}\n"u8.ToArray(), contentType);

        Assert.Null(body.Refusal);
        Assert.Equal(" {\"a\": \"é\"}\n", body.Text);
        Assert.True(body.IsObject);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("application/problem+json")]
    [InlineData("application/json, application/json")]
    [InlineData("application/json; charset=bogus")]
    [InlineData("application/json; charset=utf-16")]
    [InlineData("application/json; charset=iso-8859-1")]
    public async Task Another_media_type_or_charset_is_refused(string? contentType)
    {
        var body = await ReadAsync("{}"u8.ToArray(), contentType);

        Assert.Same(Problems.UnsupportedMediaType, body.Refusal?.Kind);
    }

    [Fact]
    public async Task A_compressed_body_is_refused()
    {
        var request = CreateRequest("{}"u8.ToArray(), "application/json");
        request.Headers.ContentEncoding = "gzip";

        var body = await JsonBody.ReadAsync(request, MaxBytes, CancellationToken.None);

        Assert.Same(Problems.UnsupportedMediaType, body.Refusal?.Kind);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_body_over_the_limit_is_too_large_whether_it_says_so_or_not(bool announced)
    {
        var fits = await ReadAsync(Text(MaxBytes), "application/json", announced);
        var exceeds = await ReadAsync(Text(MaxBytes + 1), "application/json", announced);

        Assert.NotNull(fits.Text);
        Assert.Same(Problems.TooLarge, exceeds.Refusal?.Kind);
    }

    [Fact]
    public async Task A_byte_order_mark_is_left_out()
    {
        var body = await ReadAsync([0xEF, 0xBB, 0xBF, .. "{}"u8], "application/json");

        Assert.Equal("{}", body.Text);
    }

    [Fact]
    public async Task An_empty_body_is_malformed()
    {
        var nothing = await ReadAsync([], "application/json");
        var mark = await ReadAsync([0xEF, 0xBB, 0xBF], "application/json");

        Assert.Same(Problems.MalformedJson, nothing.Refusal?.Kind);
        Assert.Same(Problems.MalformedJson, mark.Refusal?.Kind);
    }

    [Fact]
    public async Task A_fault_is_named_with_its_place()
    {
        var body = await ReadAsync("{\"a\":\"\\u0000\"}"u8.ToArray(), "application/json");

        Assert.Same(Problems.MalformedJson, body.Refusal?.Kind);
        Assert.Equal("A string holds U+0000. Line 1, byte 7.", body.Refusal?.Detail);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData(" 7")]
    [InlineData("\"{\"")]
    public async Task What_is_no_object_says_so(string json)
    {
        var body = await ReadAsync(Encoding.UTF8.GetBytes(json), "application/json");

        Assert.Equal((json, false), (body.Text, body.IsObject));
    }

    private static byte[] Text(int length) => Encoding.UTF8.GetBytes('"' + new string('x', length - 2) + '"');

    private static Task<JsonBody> ReadAsync(byte[] bytes, string? contentType, bool announced = true)
    {
        var request = CreateRequest(bytes, contentType);
        request.ContentLength = announced ? bytes.Length : null;
        return JsonBody.ReadAsync(request, MaxBytes, CancellationToken.None);
    }

    private static HttpRequest CreateRequest(byte[] bytes, string? contentType)
    {
        var request = new DefaultHttpContext().Request;
        request.Body = new MemoryStream(bytes);
        request.ContentType = contentType;
        return request;
    }
}
