using System.Text;
using OrleansAiJobs.Tests.EndToEnd.Api;

namespace OrleansAiJobs.Tests.EndToEnd.OpenApi;

/// <summary>A request of which is known what may come of it.</summary>
/// <param name="Operation">Whose answers the document describes.</param>
/// <param name="Target">Path and query.</param>
/// <param name="Headers">As "Name: value".</param>
/// <param name="Body">Null for none.</param>
/// <param name="Nonsense">Why it must be refused; null when it is good by the document.</param>
internal sealed record FuzzRequest(ApiOperation Operation, string Target, IReadOnlyList<string> Headers, byte[]? Body, string? Nonsense)
{
    private const int ShownCharacters = 300;

    /// <summary>Null when the answer is one that such a request may get.</summary>
    public string? FindFault(Exchange answer)
    {
        var status = (int)answer.Status;
        return status switch
        {
            >= 500 => $"broke it: {answer}",
            < 400 when Nonsense is not null => $"was accepted with {answer}, but {Nonsense}",
            400 or 413 or 415 when Nonsense is null => $"is good by the document, but got {answer}: {answer.Body}",
            _ => null,
        };
    }

    public override string ToString() =>
        Cut($"{Operation.Method} {Target} {string.Join(" | ", Headers.Where(header => !header.StartsWith("Cookie", StringComparison.Ordinal)))} {(Body is null ? "" : Encoding.UTF8.GetString(Body))}");

    private static string Cut(string text) => text.Length <= ShownCharacters ? text : $"{text[..ShownCharacters]}… ({text.Length})";
}
