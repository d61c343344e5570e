using System.Text;
using OrleansAiJobs.Grains.JobTypes;

namespace OrleansAiJobs.Grains.Ai.LongTexts;

/// <summary>What a prompt leaves of the model's window for its content.</summary>
internal sealed class PromptRoom(ModelWindow window, ITokenCounter counter)
{
    // The delimiters, the sentence about them, the names of the roles.
    private const int FramingTokens = 200;

    // However long the instructions are: then the provider decides.
    private const int LeastContentTokens = 100;

    // Never more than this part of the window is kept for the answer.
    private const int AnswerPart = 3;

    public ITokenCounter Counter => counter;

    /// <summary>
    /// Whether the content is sure to fit. Cheap: no token is counted, since there are never more of them than bytes. False for some that fit.
    /// </summary>
    public bool HoldsSurely(JobPrompt prompt, int answerCharacters) =>
        Encoding.UTF8.GetByteCount(prompt.Instructions) + Encoding.UTF8.GetByteCount(prompt.Schema.GetRawText())
        + Encoding.UTF8.GetByteCount(prompt.Content) + FramingTokens + AnswerTokens(answerCharacters) <= window.UsableTokens;

    /// <summary>Whether the content fits. Takes a millisecond or so for each 5 KB.</summary>
    public bool Holds(JobPrompt prompt, int answerCharacters) =>
        HoldsSurely(prompt, answerCharacters) || counter.Count(prompt.Content) <= TokensFor(prompt, answerCharacters);

    /// <summary>How many tokens the content may have.</summary>
    /// <param name="prompt">Its instructions and schema take room too.</param>
    /// <param name="answerCharacters">How long the answer will be.</param>
    public int TokensFor(JobPrompt prompt, int answerCharacters) => Math.Max(
        LeastContentTokens,
        window.UsableTokens - FramingTokens - AnswerTokens(answerCharacters)
            - counter.Count(prompt.Instructions) - counter.Count(prompt.Schema.GetRawText()));

    // A token has two characters or more in every language that the job types count on, and there must be room for a second
    // answer, that to a complaint about the first.
    private int AnswerTokens(int answerCharacters) => Math.Min(answerCharacters, window.Tokens / AnswerPart);
}
