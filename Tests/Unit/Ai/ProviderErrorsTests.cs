using System.Text;
using OrleansAiJobs.Grains.Ai;

namespace OrleansAiJobs.Tests.Unit.Ai;

public sealed class ProviderErrorsTests
{
    [Theory]
    [InlineData(500, null, nameof(FailureKind.Unavailable))]
    [InlineData(501, null, nameof(FailureKind.Unavailable))]
    [InlineData(529, "overloaded_error", nameof(FailureKind.Unavailable))]
    [InlineData(408, null, nameof(FailureKind.TimedOut))]
    [InlineData(504, null, nameof(FailureKind.TimedOut))]
    [InlineData(409, null, nameof(FailureKind.Unavailable))]
    [InlineData(429, null, nameof(FailureKind.RateLimited))]
    [InlineData(429, "rate_limit_exceeded", nameof(FailureKind.RateLimited))]
    [InlineData(429, "insufficient_quota", nameof(FailureKind.QuotaExhausted))]
    [InlineData(402, null, nameof(FailureKind.QuotaExhausted))]
    [InlineData(400, null, nameof(FailureKind.RequestRefused))]
    [InlineData(422, null, nameof(FailureKind.RequestRefused))]
    [InlineData(400, "context_length_exceeded", nameof(FailureKind.InputTooLong))]
    [InlineData(413, null, nameof(FailureKind.InputTooLong))]
    [InlineData(400, "content_filter", nameof(FailureKind.ContentRejected))]
    [InlineData(401, null, nameof(FailureKind.AccessRefused))]
    [InlineData(403, "unsupported_country_region_territory", nameof(FailureKind.AccessRefused))]
    [InlineData(404, null, nameof(FailureKind.NotFound))]
    [InlineData(404, "model_not_found", nameof(FailureKind.NotFound))]
    [InlineData(307, null, nameof(FailureKind.NotFound))]
    [InlineData(200, null, nameof(FailureKind.Unavailable))]
    [InlineData(200, "something_new", nameof(FailureKind.Unavailable))]
    [InlineData(200, "502", nameof(FailureKind.Unavailable))]
    [InlineData(200, "429", nameof(FailureKind.RateLimited))]
    [InlineData(200, "401", nameof(FailureKind.AccessRefused))]
    [InlineData(200, "RATE_LIMIT_EXCEEDED", nameof(FailureKind.RateLimited))]
    public void Status_and_code_tell_the_kind(int status, string? code, string kind)
    {
        Assert.Equal(kind, ProviderErrors.KindOf(status, new ProviderError(code, null, null)).ToString());
        Assert.Equal(kind, ProviderErrors.KindOf(status, code is null ? null : new ProviderError(code, "invalid_request_error", "Oh.")).ToString());
    }

    [Fact]
    public void The_type_tells_it_where_there_is_no_code() =>
        Assert.Equal(FailureKind.QuotaExhausted, ProviderErrors.KindOf(429, new ProviderError(null, "insufficient_quota", null)));

    [Theory]
    [InlineData("This model's maximum context length is 8192 tokens. However, you requested 9000.", true)]
    [InlineData("prompt is too long: 300000 tokens", true)]
    [InlineData("response_format is not supported", false)]
    public void Some_servers_say_only_in_words_that_a_text_is_too_long(string message, bool tooLong) =>
        Assert.Equal(
            tooLong ? FailureKind.InputTooLong : FailureKind.RequestRefused,
            ProviderErrors.KindOf(400, new ProviderError(null, "BadRequestError", message)));

    [Theory]
    [InlineData("""{"error":{"message":"m","type":"t","code":"c"}}""", "c", "t", "m")]
    [InlineData("""[{"error":{"code":429,"message":"m"}}]""", "429", null, "m")]
    [InlineData("""{"error":"model not found"}""", null, null, "model not found")]
    [InlineData("""{"object":"error","message":"m","type":"t","code":400}""", "400", "t", "m")]
    [InlineData("""{"error":{}}""", null, null, null)]
    public void Errors_are_read_in_the_shapes_there_are(string json, string? code, string? type, string? message) =>
        Assert.Equal(new ProviderError(code, type, message), ProviderError.Read(Encoding.UTF8.GetBytes(json)));

    [Theory]
    [InlineData("")]
    [InlineData("<html>")]
    [InlineData("[]")]
    [InlineData("42")]
    [InlineData("""{"error":null,"choices":[]}""")]
    [InlineData("""{"error":"","choices":[]}""")]
    [InlineData("""{"choices":[{"delta":{"content":"\"error\""}}]}""")]
    public void What_is_no_error_is_not_taken_for_one(string text) =>
        Assert.Null(ProviderError.Read(Encoding.UTF8.GetBytes(text)));
}
