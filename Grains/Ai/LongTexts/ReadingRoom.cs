using System.Text.Json;
using Microsoft.Extensions.Options;
using OrleansAiJobs.Grains.JobTypes;

namespace OrleansAiJobs.Grains.Ai.LongTexts;

/// <summary>The configured model's window. What takes time is done off the caller's scheduler, a few texts at once.</summary>
internal sealed class ReadingRoom
{
    private readonly PromptRoom _room;
    private readonly LocalTurns _turns;

    public ReadingRoom(IOptions<AiOptions> options, LocalTurns turns)
    {
        var window = ModelWindow.Of(options.Value.Model, options.Value.ContextTokens);
        _room = new PromptRoom(window, new TokenCounter(window.Encoding));
        _turns = turns;
    }

    /// <summary>Whether the model reads the content at once. Almost always known without counting.</summary>
    public async ValueTask<bool> HoldsAsync(JobPrompt prompt, int answerCharacters, CancellationToken cancellationToken) =>
        _room.HoldsSurely(prompt, answerCharacters) || await _turns.RunAsync(() => _room.Holds(prompt, answerCharacters), cancellationToken);

    public Task<IReadOnlyList<TextPart>> PlanAsync(ILongTextJobType type, JsonElement input, string text, CancellationToken cancellationToken)
    {
        // A copy, since the caller may dispose of the document while cancelled work still reads it.
        var own = input.Clone();
        return _turns.RunAsync(() => PartPlan.Create(type, own, text, _room), cancellationToken);
    }
}
