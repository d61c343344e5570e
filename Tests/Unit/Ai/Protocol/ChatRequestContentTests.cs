using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using OrleansAiJobs.Grains.Ai.Protocol;

namespace OrleansAiJobs.Tests.Unit.Ai.Protocol;

public sealed class ChatRequestContentTests : IDisposable
{
    private static readonly ChatMessage[] Messages =
    [
        new(ChatRole.System, "Write <titles>."),
        new(ChatRole.User, "Gärten \"für\" alle: 🌱\n庭"),
    ];

    private readonly ChatRequestContent _content = new(() => ChatRequest.For("a-model", Messages, options: null));

    public void Dispose() => _content.Dispose();

    [Fact]
    public async Task It_is_what_the_protocol_asks_for_and_letters_stay_letters()
    {
        var schema = JsonElement.Parse("""{"type":"object","additionalProperties":false}""");
        var options = new ChatOptions { ResponseFormat = ChatResponseFormat.ForJsonSchema(schema, "titles") };
        using var content = new ChatRequestContent(() => ChatRequest.For("a-model", Messages, options));

        Assert.Equal("application/json", content.MediaType);
        Assert.Equal(
            """
            {"model":"a-model","messages":[{"role":"system","content":"Write <titles>."},{"role":"user","content":"Gärten \"für\" alle: \uD83C\uDF31\n庭"}],
            "response_format":{"type":"json_schema","json_schema":{"name":"titles","schema":{"type":"object","additionalProperties":false},"strict":true}},
            "stream_options":{"include_usage":true},"stream":true}
            """.ReplaceLineEndings(""),
            await SendAsync(content));
    }

    [Fact]
    public async Task Without_a_schema_it_asks_for_none() =>
        Assert.DoesNotContain("response_format", await SendAsync(_content), StringComparison.Ordinal);

    [Fact]
    public async Task Its_length_is_known_before_and_after_it_is_sent()
    {
        Assert.True(_content.TryComputeLength(out var before));

        var sent = await SendAsync(_content);

        Assert.True(_content.TryComputeLength(out var after));
        Assert.Equal((Encoding.UTF8.GetByteCount(sent), before), (before, after));
    }

    [Fact]
    public async Task It_can_be_sent_once_more() => Assert.Equal(await SendAsync(_content), await SendAsync(_content));

    [Fact]
    public async Task What_is_sent_is_let_go_of()
    {
        using var large = new ChatRequestContent(() => ChatRequest.For("a-model", [new ChatMessage(ChatRole.User, new string('x', 10_000_000))], options: null));
        Assert.True(large.TryComputeLength(out _));
        var held = GC.GetTotalMemory(forceFullCollection: true);

        await large.WriteToAsync(Stream.Null);

        Assert.InRange(held - GC.GetTotalMemory(forceFullCollection: true), 5_000_000, long.MaxValue);
        GC.KeepAlive(large);
    }

    private static async Task<string> SendAsync(ChatRequestContent content)
    {
        using var wire = new MemoryStream();
        await content.WriteToAsync(wire);
        return Encoding.UTF8.GetString(wire.ToArray());
    }
}
