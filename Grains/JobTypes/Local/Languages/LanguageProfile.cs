using System.Collections.Frozen;

namespace OrleansAiJobs.Grains.JobTypes.Local.Languages;

/// <summary>The few things about a language that finding sentences, phrases and headlines needs. All words are lower case.</summary>
internal sealed class LanguageProfile
{
    /// <summary>For texts in any other language: nothing is known.</summary>
    public static LanguageProfile Unknown { get; } = new();

    /// <summary>Articles and the like, and possessives: what comes next is a noun phrase.</summary>
    public FrozenSet<string> Determiners { get; init; } = [];

    public FrozenSet<string> Prepositions { get; init; } = [];

    /// <summary>Those among the prepositions that cling to what stands before them, so that no headline can end there: "of", "than".</summary>
    public FrozenSet<string> Links { get; init; } = [];

    /// <summary>Join or begin clauses, such as "because", "which", "and".</summary>
    public FrozenSet<string> Conjunctions { get; init; } = [];

    /// <summary>Begin a clause that does not stand alone: "if", "when", "because".</summary>
    public FrozenSet<string> Subordinators { get; init; } = [];

    /// <summary>Point to something said before: a sentence that begins with one makes a poor headline.</summary>
    public FrozenSet<string> Pronouns { get; init; } = [];

    /// <summary>Those among the pronouns that need no explanation: "I", "you".</summary>
    public FrozenSet<string> Speakers { get; init; } = [];

    /// <summary>Auxiliary verbs.</summary>
    public FrozenSet<string> Auxiliaries { get; init; } = [];

    /// <summary>Other words too common to be what a text is about, mostly verbs and adverbs.</summary>
    public FrozenSet<string> Fillers { get; init; } = [];

    /// <summary>What a sentence can begin with and lose, such as "however" or "in fact".</summary>
    public IReadOnlyList<string> Openers { get; init; } = [];

    /// <summary>Prepositions that mostly join nouns, so that what they join is a phrase of its own.</summary>
    public FrozenSet<string> NounLinks { get; init; } = [];

    /// <summary>Verbs that say who said something.</summary>
    public FrozenSet<string> ReportingVerbs { get; init; } = [];

    /// <summary>Begin what was said: "argued that".</summary>
    public FrozenSet<string> Complementizers { get; init; } = [];

    /// <summary>Join statements that each stand alone.</summary>
    public FrozenSet<string> Joiners { get; init; } = [];

    /// <summary>Relative pronouns, which begin an aside when a comma stands before them.</summary>
    public FrozenSet<string> Relatives { get; init; } = [];

    /// <summary>What a source is named with: "according to".</summary>
    public IReadOnlyList<string> Attributions { get; init; } = [];

    /// <summary>Articles that join a noun to the one before, as in "Bau einer Brücke".</summary>
    public FrozenSet<string> Genitives { get; init; } = [];

    /// <summary>Adverbs that a headline does without when they stand within it.</summary>
    public FrozenSet<string> Adverbs { get; init; } = [];

    /// <summary>How the names of weekdays begin: a headline needs no "on Tuesday".</summary>
    public FrozenSet<string> Weekdays { get; init; } = [];

    /// <summary>How verb forms end that cling to the preposition that follows: "compared with", "based on".</summary>
    public IReadOnlyList<string> ParticipleEndings { get; init; } = [];

    /// <summary>The word for "and".</summary>
    public string And { get; init; } = "&";

    /// <summary>Whether nouns are written with a capital.</summary>
    public bool HasCapitalNouns { get; init; }

    /// <summary>Whether a full stop after a number makes it an ordinal.</summary>
    public bool HasOrdinalStops { get; init; }

    /// <summary>Whether the word carries no meaning of its own.</summary>
    public bool IsStopWord(string word) => IsFunctionWord(word) || Pronouns.Contains(word) || Fillers.Contains(word);

    /// <summary>Whether the word leaves a phrase that ends with it hanging.</summary>
    public bool IsFunctionWord(string word) =>
        Determiners.Contains(word) || Prepositions.Contains(word) || Conjunctions.Contains(word) ||
        Subordinators.Contains(word) || Auxiliaries.Contains(word);

    /// <summary>Makes a word list from words parted by spaces.</summary>
    public static FrozenSet<string> Words(string words) =>
        words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);
}
