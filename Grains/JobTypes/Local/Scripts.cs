using System.Text;

namespace OrleansAiJobs.Grains.JobTypes.Local;

/// <summary>What the writing system means for finding words.</summary>
internal static class Scripts
{
    /// <summary>Letters of scripts that put no space between words: Han, Kana, Thai, Lao, Khmer, Burmese.</summary>
    public static bool IsUnspaced(Rune rune) => rune.Value is
        (>= 0x0E00 and <= 0x0EFF) or (>= 0x1000 and <= 0x109F) or (>= 0x1780 and <= 0x17FF) or
        0x3005 or (>= 0x3041 and <= 0x30FF) or (>= 0x31F0 and <= 0x31FF) or
        (>= 0x3400 and <= 0x4DBF) or (>= 0x4E00 and <= 0x9FFF) or (>= 0xF900 and <= 0xFAFF) or
        (>= 0xFF66 and <= 0xFF9F) or (>= 0x20000 and <= 0x323AF);
}
