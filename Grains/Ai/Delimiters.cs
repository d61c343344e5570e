using System.Security.Cryptography;

namespace OrleansAiJobs.Grains.Ai;

/// <summary>Names for what a prompt must be able to tell from everything in it: 128 random bits each, which nobody can guess.</summary>
internal static class Delimiters
{
    private const int Bytes = 16;

    // To ask for the bits of one name takes the system as long as for those of many.
    private const int Ahead = 64;

    [ThreadStatic]
    private static byte[]? _random;

    [ThreadStatic]
    private static int _left;

    /// <summary>A name that was never used before.</summary>
    public static string Next()
    {
        _random ??= new byte[Ahead * Bytes];
        if (_left == 0)
        {
            RandomNumberGenerator.Fill(_random);
            _left = Ahead;
        }

        _left--;
        return $"content-{Convert.ToHexStringLower(_random.AsSpan(_left * Bytes, Bytes))}";
    }
}
