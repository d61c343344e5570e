using System.IO.Pipelines;
using System.Text;
using OrleansAiJobs.Tests.Benchmarks.Jobs;

namespace OrleansAiJobs.Tests.Benchmarks.FakeAi;

/// <summary>An answer in OpenAI's protocol, streamed: five titles, each with the job's marker. Made once; only the markers differ.</summary>
internal static class AnswerText
{
    /// <summary>What a job must ask for to be answered.</summary>
    public const int Titles = 5;

    private const string Place = "bench-00000000";

    private static readonly byte[] First = Encoding.ASCII.GetBytes(
        Chunk("""{"role":"assistant","content":""}""") +
        Content($$"""{\"titles\":[\"{{Place}} What a city gains from its gardens\","""));

    private static readonly byte[] Rest = Encoding.ASCII.GetBytes(
        Content($"\\\"{Place} Forty families and a former parking lot\\\",") +
        Content($"\\\"{Place} Why the tomatoes came back to town\\\",") +
        Content($"\\\"{Place} Water, soil and a promise until 2030\\\",") +
        Content($"\\\"{Place} Two more gardens by next spring\\\"]}}") +
        Chunk("{}", "\"stop\""));

    private static readonly byte[] UsageAndEnd = Encoding.ASCII.GetBytes(
        Data($$$"""{{{{Envelope}}},"choices":[],"usage":{"prompt_tokens":450,"completion_tokens":80,"total_tokens":530}}""") + Data("[DONE]"));

    private static readonly int[] MarksOfFirst = MarksIn(First);
    private static readonly int[] MarksOfRest = MarksIn(Rest);

    private const string Envelope = "\"id\":\"chatcmpl-1\",\"object\":\"chat.completion.chunk\",\"created\":1760000000,\"model\":\"gpt-4.1-mini\"";

    public static void WriteFirst(PipeWriter output, int number) => Write(output, First, MarksOfFirst, number);

    public static void WriteRest(PipeWriter output, int number)
    {
        Write(output, Rest, MarksOfRest, number);
        Write(output, UsageAndEnd, [], number);
    }

    private static void Write(PipeWriter output, byte[] text, int[] marks, int number)
    {
        var place = output.GetSpan(text.Length);
        text.CopyTo(place);
        foreach (var mark in marks)
        {
            Marker.Write(place[mark..], number);
        }

        output.Advance(text.Length);
    }

    private static int[] MarksIn(byte[] text)
    {
        var place = Encoding.ASCII.GetBytes(Place);
        List<int> marks = [];
        for (var at = 0; text.AsSpan(at).IndexOf(place) is >= 0 and var next; at += next + place.Length)
        {
            marks.Add(at + next);
        }

        return [.. marks];
    }

    private static string Content(string escaped) => Chunk($$"""{"content":"{{escaped}}"}""");

    private static string Chunk(string delta, string finishReason = "null") =>
        Data($$"""{{{Envelope}},"choices":[{"index":0,"delta":{{delta}},"finish_reason":{{finishReason}}}]}""");

    private static string Data(string json) => $"data: {json}\n\n";
}
