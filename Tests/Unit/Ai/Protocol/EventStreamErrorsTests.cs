using System.Text;
using OrleansAiJobs.Grains.Ai.Protocol;

namespace OrleansAiJobs.Tests.Unit.Ai.Protocol;

public sealed class EventStreamErrorsTests
{
    private const string Chunk = "data: {\"choices\":[{\"delta\":{\"content\":\"an \\\"error\\\" in a text\"}}],\"error\":null}\n\n";

    [Theory]
    [InlineData("data: {\"error\":{\"code\":\"server_error\"}}\n\n", "server_error")]
    [InlineData("data:{\"error\":{\"code\":502}}\r\n\r\n", "502")]
    [InlineData("event: error\ndata: {\"error\":{\"code\":\"c\"}}\n\n", "c")]
    [InlineData("event: error\r\ndata: out of luck\r\n\r\n", null)]
    [InlineData("error: {\"error\":{\"code\":\"c\"}}\n\n", "c")]
    [InlineData("data: {\"id\":\"1\",\"error\":{\"code\":\"c\"},\"choices\":[]}\n\n", "c")]
    public void An_error_is_found_wherever_the_bytes_are_cut(string error, string? code)
    {
        var bytes = Encoding.UTF8.GetBytes(Chunk + error);
        for (var size = 1; size <= bytes.Length; size++)
        {
            var stream = new EventStreamErrors();

            var found = bytes.Chunk(size).Select(piece => stream.Find(piece)).FirstOrDefault(hit => hit is not null);

            Assert.NotNull(found);
            Assert.Equal(code, found.Code);
        }
    }

    [Theory]
    [InlineData(Chunk)]
    [InlineData(": error\n\n")]
    [InlineData("data: [DONE]\n\n")]
    [InlineData("event: message\ndata: {}\n\n")]
    [InlineData("data: {\"error\"")]
    public void What_is_no_error_passes(string events) =>
        Assert.Null(new EventStreamErrors().Find(Encoding.UTF8.GetBytes(events)));

    [Fact]
    public void A_line_without_end_is_not_kept_without_end()
    {
        var stream = new EventStreamErrors();
        var megabyte = new byte[1024 * 1024];
        Array.Fill(megabyte, (byte)'x');

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var round = 0; round < 20; round++)
        {
            Assert.Null(stream.Find(megabyte));
        }

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1024 * 1024);
        Assert.NotNull(stream.Find("\ndata: {\"error\":\"e\"}\n"u8));
    }
}
