using System.Collections.Frozen;

namespace OrleansAiJobs.Grains.JobTypes.Local;

/// <summary>
/// Words whose full stop does not end a sentence although a capital follows.
/// Those that can end one ("etc.", "Inc.", "usw.") need no list: the case of the next letter tells.
/// </summary>
internal static class Abbreviations
{
    private const int MaxCharacters = 12;

    private static readonly FrozenSet<string> BeforeNames = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "mr", "mrs", "ms", "dr", "prof", "st", "gen", "rep", "sen", "gov", "capt", "lt", "col", "sgt", "rev", "pres",
        "vs", "cf", "approx", "ca", "z", "u", "bzw", "evtl", "ggf", "inkl", "exkl", "sog", "vgl", "zzgl", "dipl", "ing", "hr",
        "fr", "mio", "mrd", "m", "mm", "mme", "mmes", "mlle", "mgr", "env", "sr", "sra", "srta", "d", "dña", "ud", "uds",
        "aprox", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "okt", "nov", "dec", "dez");

    private static readonly FrozenSet<string> BeforeNumbers = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "no", "nos", "nr", "p", "pp", "vol", "fig", "figs", "abs", "art", "bd", "kap", "ch", "sec", "núm", "pág", "max", "min");

    /// <param name="text">The text.</param>
    /// <param name="stop">Where the full stop is.</param>
    /// <param name="hasOrdinals">Whether the language writes "the 3rd of October" as "3. Oktober".</param>
    public static bool EndAt(string text, int stop, bool hasOrdinals)
    {
        var start = stop;
        while (start > 0 && stop - start < MaxCharacters && (char.IsLetterOrDigit(text[start - 1]) || text[start - 1] is '.'))
        {
            start--;
        }

        var word = text[start..stop];
        var next = stop + 2 < text.Length ? text[stop + 2] : ' ';
        return BeforeNames.Contains(word) ||
            (char.IsAsciiDigit(next) && BeforeNumbers.Contains(word)) ||
            IsInitials(word) ||
            (hasOrdinals && word.Length is 1 or 2 && word.All(char.IsAsciiDigit) && char.IsLetter(next));
    }

    // The "J" of "J. Smith", the "U.S" of "U.S. Senate", the "z.B" of "z.B. Hamburg"; but "so am I." is a sentence.
    private static bool IsInitials(string word) => word.Length switch
    {
        0 => false,
        1 => char.IsUpper(word[0]) && word[0] is not 'I',
        _ => word[^2] is '.' && char.IsLetter(word[^1]) && word[0] is not '.',
    };
}
