using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using OrleansAiJobs.Grains.Ai;
using OrleansAiJobs.Grains.Ai.Protocol;

namespace OrleansAiJobs.Tests.Unit.Ai.Protocol;

public sealed class ChatChunkTests
{
    [Theory]
    [InlineData("""{"id":"1","model":"m","choices":[{"index":0,"delta":{"role":"assistant","content":"a text"},"finish_reason":null}],"usage":null}""", "a text")]
    [InlineData("""{"choices":[{"delta":{"content":"first"}},{"delta":{"content":"second"}}]}""", "first")]
    [InlineData("""{"choices":[{"delta":{"content":"a text","reasoning_content":[1,{"x":2}]},"logprobs":{}}],"x_more":{"of":["it"]}}""", "a text")]
    [InlineData("""{"choices":[{"delta":{"content":null}}]}""", "")]
    [InlineData("""{"choices":[{"delta":null}]}""", "")]
    [InlineData("""{"choices":[null]}""", "")]
    [InlineData("""{"choices":[null,{"delta":{"content":"second"}}]}""", "")]
    [InlineData("""{"choices":[{"logprobs":[[{}]],"delta":{"content":"a text"}},{"delta":{"tool_calls":[{"x":[]}]}},7]}""", "a text")]
    [InlineData("""{"choices":[]}""", "")]
    [InlineData("""{"choices":null}""", "")]
    [InlineData("{}", "")]
    public void Its_text_is_that_of_the_first_choice(string json, string text) => Assert.Equal(text, Read(json).Text);

    [Theory]
    [InlineData("stop")]
    [InlineData("length")]
    [InlineData("content_filter")]
    [InlineData("tool_calls")]
    public void It_says_why_the_answer_ends(string reason) =>
        Assert.Equal(new ChatFinishReason(reason), Read($$"""{"choices":[{"delta":{},"finish_reason":"{{reason}}"}]}""").FinishReason);

    [Fact]
    public void An_end_for_a_reason_that_nobody_knows_cannot_be_read()
    {
        var failure = Assert.Throws<AiFailureException>(() => Read("""{"choices":[{"delta":{},"finish_reason":"eos_token"}]}"""));

        Assert.Equal(FailureKind.Unreadable, failure.Kind);
    }

    [Fact]
    public void It_tells_the_call_the_model_and_the_tokens()
    {
        var update = Read("""{"id":"call-1","model":"m","choices":[],"usage":{"prompt_tokens":450,"completion_tokens":80,"total_tokens":530,"prompt_tokens_details":{}}}""");

        var usage = Assert.IsType<UsageContent>(Assert.Single(update.Contents)).Details;
        Assert.Equal(("call-1", "m"), (update.ResponseId, update.ModelId));
        Assert.Equal((450, 80, 530), (usage.InputTokenCount, usage.OutputTokenCount, usage.TotalTokenCount));
    }

    [Fact]
    public void A_refusal_is_no_text()
    {
        var update = Read("""{"choices":[{"delta":{"refusal":"I cannot help with that."}}]}""");

        Assert.Equal(ChatChunk.Refusal, Assert.IsType<ErrorContent>(Assert.Single(update.Contents)).ErrorCode);
        Assert.Empty(update.Text);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("""{"choices":[{"delta":{"content":"half of one: \ud83c"}}]}""")]
    [InlineData("""{"\udf31":7}""")]
    [InlineData("{} {}")]
    [InlineData("{\"choices\":[7]}")]
    [InlineData("{\"choices\":[{\"delta\":[]}]}")]
    [InlineData("{\"choices\":[{\"finish_reason\":{}}]}")]
    [InlineData("{\"usage\":{\"prompt_tokens\":1.5}}")]
    [InlineData("{\"usage\":{\"prompt_tokens\":\"7\"}}")]
    [InlineData("{\"model\":7}")]
    [InlineData("\"a text\"")]
    [InlineData("{\"choices\":\"none\"}")]
    [InlineData("{\"choices\":[{\"delta\":{\"content\":7}}]}")]
    [InlineData("{\"choices\":[{\"de")]
    [InlineData("")]
    public void What_is_no_chunk_cannot_be_read(string json) => Assert.ThrowsAny<JsonException>(() => Read(json));

    [Fact]
    public void Bytes_that_are_no_UTF_8_cannot_be_read() => Assert.ThrowsAny<JsonException>(
        () => ChatChunk.Read([.. "{\"choices\":[{\"delta\":{\"content\":\""u8, 0xC3, .. "\"}}]}"u8]));

    private static ChatResponseUpdate Read(string json) => ChatChunk.Read(Encoding.UTF8.GetBytes(json));
}
