using System.Globalization;

namespace OrleansAiJobs.Grains.JobTypes;

/// <summary>
/// Whole numbers in JSON, by JSON Schema's rule: a number is an integer when its fraction is zero, however it is written.
/// Reads the digits themselves, since 1e999999999 and 5.000…0001 survive neither double nor decimal.
/// </summary>
internal static class JsonInteger
{
    /// <summary>The number's value; null when it is no whole number or does not fit into 32 bits.</summary>
    /// <param name="number">A JSON number as written.</param>
    public static int? Read(string number)
    {
        var negative = number.StartsWith('-');
        var exponentAt = number.AsSpan().IndexOfAny('e', 'E');
        var mantissa = number[(negative ? 1 : 0)..(exponentAt < 0 ? number.Length : exponentAt)];
        var pointAt = mantissa.IndexOf('.', StringComparison.Ordinal);
        var fractionDigits = pointAt < 0 ? 0 : mantissa.Length - pointAt - 1;
        var digits = mantissa.Replace(".", "", StringComparison.Ordinal).TrimStart('0');
        if (digits.Length is 0)
        {
            return 0;
        }

        var significant = digits.TrimEnd('0');
        var zeros = Exponent(exponentAt < 0 ? "0" : number.AsSpan(exponentAt + 1)) - fractionDigits + digits.Length - significant.Length;
        if (zeros < 0 || significant.Length + zeros > 10)
        {
            return null;
        }

        var value = long.Parse(significant + new string('0', (int)zeros), NumberStyles.None, CultureInfo.InvariantCulture);
        value = negative ? -value : value;
        return value is >= int.MinValue and <= int.MaxValue ? (int)value : null;
    }

    // An exponent too large for a long moves every number that a body can hold out of range: any large value says so.
    private static long Exponent(ReadOnlySpan<char> text) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var exponent)
            ? Math.Clamp(exponent, int.MinValue, int.MaxValue)
            : text.StartsWith('-') ? int.MinValue : int.MaxValue;
}
