using System.Text.Json;
using System.Text.Json.Nodes;
using OrleansAiJobs.Grains.Interfaces.Jobs;

namespace OrleansAiJobs.Grains.JobTypes;

/// <summary>
/// Reads a submitted input member by member and finds every rule that it breaks.
/// The stored form has the members in the order in which they were read; what was never read is dropped.
/// A member that is null counts as absent.
/// </summary>
public sealed class JobInputReader
{
    /// <summary>The longest content, in UTF-16 units.</summary>
    public const int MaxContentCharacters = 100_000;

    /// <summary>The longest tone, in UTF-16 units.</summary>
    public const int MaxToneCharacters = 40;

    private readonly JsonElement _input;
    private readonly JsonObject _stored = [];
    private readonly List<InputError> _errors = [];
    private readonly bool _isReadable;

    /// <param name="input">Any JSON value. When it is no object, or not readable as one, that is the only error.</param>
    public JobInputReader(JsonElement input)
    {
        _input = input;
        if (input.ValueKind != JsonValueKind.Object)
        {
            _errors.Add(new InputError("", $"The input must be a JSON object; it is {Name(input)}."));
        }
        else if (!JobJson.HasReadableNames(input))
        {
            _errors.Add(new InputError("", "The names of members must be Unicode text; one holds half of a surrogate pair."));
        }

        _isReadable = _errors.Count is 0;
    }

    /// <summary>The text that the job is about: <c>content</c>.</summary>
    public JobInputReader Content() => RequiredText("content", MaxContentCharacters);

    /// <summary>How the answer should sound: <c>tone</c>.</summary>
    public JobInputReader Tone() => OptionalText("tone", MaxToneCharacters);

    /// <summary>The language of the answer, a BCP 47 tag: <c>language</c>. A tag is checked for its form, not looked up.</summary>
    public JobInputReader Language()
    {
        const string Rule = "a BCP 47 language tag, such as \"en\", \"de-CH\" or \"zh-Hant\"";
        if (!TryGet("language", out var value) || Trimmed("language", value, Rule) is not { } tag)
        {
            return this;
        }

        if (LanguageTag.IsWellFormed(tag))
        {
            _stored["language"] = tag;
        }
        else
        {
            Refuse("language", $"Must be {Rule}; this is none.");
        }

        return this;
    }

    /// <summary>A text of 1 to <paramref name="maxCharacters"/> UTF-16 units after trimming.</summary>
    public JobInputReader RequiredText(string name, int maxCharacters)
    {
        var rule = $"a string of 1 to {maxCharacters:N0} characters";
        if (!TryGet(name, out var value))
        {
            Refuse(name, $"Is required: {rule}.");
        }
        else if (Trimmed(name, value, rule) is { } text)
        {
            if (text.Length is 0)
            {
                Refuse(name, $"Must be {rule}; it is empty or only white space.");
            }
            else
            {
                Store(name, text, maxCharacters);
            }
        }

        return this;
    }

    /// <summary>A text of at most <paramref name="maxCharacters"/> UTF-16 units after trimming; empty is the same as absent.</summary>
    public JobInputReader OptionalText(string name, int maxCharacters)
    {
        if (TryGet(name, out var value) &&
            Trimmed(name, value, $"a string of at most {maxCharacters:N0} characters") is { Length: > 0 } text)
        {
            Store(name, text, maxCharacters);
        }

        return this;
    }

    /// <summary>An integer as JSON Schema understands it, so 5.0 and 5e0 too.</summary>
    public JobInputReader WholeNumber(string name, int minimum, int maximum, int defaultValue)
    {
        var rule = $"a whole number from {minimum:N0} to {maximum:N0}";
        if (!TryGet(name, out var value))
        {
            _stored[name] = defaultValue;
        }
        else if (value.ValueKind != JsonValueKind.Number)
        {
            Refuse(name, $"Must be {rule}; it is {Name(value)}.");
        }
        else if (JsonInteger.Read(value.GetRawText()) is { } number && number >= minimum && number <= maximum)
        {
            _stored[name] = number;
        }
        else
        {
            Refuse(name, $"Must be {rule}.");
        }

        return this;
    }

    /// <summary>What was read: the form to store, or everything that is wrong.</summary>
    public JobInput ToJobInput() =>
        _errors.Count is 0 ? JobInput.Valid(_stored.ToJsonString(JobJson.Options)) : JobInput.Invalid(_errors);

    private bool TryGet(string name, out JsonElement value)
    {
        value = default;
        return _isReadable && _input.TryGetProperty(name, out value) && value.ValueKind != JsonValueKind.Null;
    }

    private string? Trimmed(string name, JsonElement value, string rule)
    {
        if (value.ValueKind != JsonValueKind.String)
        {
            Refuse(name, $"Must be {rule}; it is {Name(value)}.");
            return null;
        }

        if (JobJson.ReadText(value) is not { } text)
        {
            Refuse(name, "Must be Unicode text; it holds U+0000 or half of a surrogate pair.");
            return null;
        }

        return text.Trim();
    }

    private void Store(string name, string text, int maxCharacters)
    {
        if (text.Length <= maxCharacters)
        {
            _stored[name] = text;
        }
        else
        {
            Refuse(name, $"Must have at most {maxCharacters:N0} characters; it has {text.Length:N0}.");
        }
    }

    // An input that cannot be read has that one error, not one for each member.
    private void Refuse(string name, string message)
    {
        if (_isReadable)
        {
            _errors.Add(new InputError(name, message));
        }
    }

    private static string Name(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        JsonValueKind.String => "a string",
        JsonValueKind.Number => "a number",
        JsonValueKind.True or JsonValueKind.False => "a boolean",
        _ => "null",
    };
}
