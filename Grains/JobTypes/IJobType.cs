using System.Text.Json;

namespace OrleansAiJobs.Grains.JobTypes;

/// <summary>
/// A kind of AI job: what goes in, what is asked of the AI, what comes out. Pure: no I/O, no state, safe for many threads.
/// A new kind is one class and one <c>AddJobType</c>.
/// </summary>
public interface IJobType
{
    /// <summary>The name in the API: 1 to 50 characters, lower case, such as <c>titles</c>.</summary>
    string Name { get; }

    /// <summary>What people read while an attempt runs, such as <c>Generating titles…</c>.</summary>
    string WorkingMessage { get; }

    /// <summary>Checks a submitted input and brings it into the form in which it is stored: strings trimmed, defaults filled in, unknown members dropped.</summary>
    /// <param name="input">Any JSON value, as the caller sent it.</param>
    JobInput ReadInput(JsonElement input);

    /// <summary>What to ask the AI.</summary>
    /// <param name="input">A stored input.</param>
    JobPrompt CreatePrompt(JsonElement input);

    /// <summary>How long the answer will be, in UTF-16 units, roughly: it drives the progress bar. At least 1.</summary>
    int ExpectedAnswerCharacters(JsonElement input);

    /// <summary>What people should read of an answer that is still being written: plain text, empty while there is nothing to show.</summary>
    /// <param name="answerSoFar">The beginning of an answer, cut anywhere.</param>
    string ReadPartialAnswer(string answerSoFar);

    /// <summary>Reads a finished answer.</summary>
    JobResult ReadAnswer(JsonElement input, string answer);

    /// <summary>
    /// Answers without any AI, in the form that <see cref="ReadAnswer"/> reads: what the local engine says.
    /// Null when this kind of job, or this input, needs a real AI.
    /// </summary>
    string? AnswerLocally(JsonElement input);
}
