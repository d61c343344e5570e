namespace OrleansAiJobs.Grains.Storage.Rows;

internal static class StorableText
{
    /// <summary>False for text with U+0000 (Postgres refuses it, SQLite ends there) or a lone surrogate (it has no UTF-8).</summary>
    public static bool IsStorable(ReadOnlySpan<char> text)
    {
        if (text.Contains('\0'))
        {
            return false;
        }

        for (var i = text.IndexOfAnyInRange('\uD800', '\uDFFF'); i >= 0;)
        {
            if (text.Length < i + 2 || !char.IsSurrogatePair(text[i], text[i + 1]))
            {
                return false;
            }

            text = text[(i + 2)..];
            i = text.IndexOfAnyInRange('\uD800', '\uDFFF');
        }

        return true;
    }
}
