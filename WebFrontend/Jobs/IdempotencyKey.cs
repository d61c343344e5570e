using System.Text;
using Microsoft.Extensions.Primitives;
using OrleansAiJobs.Grains.Interfaces;
using OrleansAiJobs.WebFrontend.Http;

namespace OrleansAiJobs.WebFrontend.Jobs;

/// <summary>What a client names a submit by, so that it can repeat it. The key makes the job's id: the same key finds the same grain, from any frontend.</summary>
internal sealed record IdempotencyKey
{
    public const string Header = "Idempotency-Key";

    private const int MaxLength = 255;

    private readonly string _key;

    private IdempotencyKey(string key) => _key = key;

    public static Problem Invalid => Problems.InvalidIdempotencyKey.With($"{Header} must be 1 to {MaxLength} visible ASCII characters, bare or in double quotes.");

    /// <summary>False when the header is there but no key. No header gives no key.</summary>
    public static bool TryRead(StringValues header, out IdempotencyKey? key)
    {
        key = null;
        if (header.Count == 0)
        {
            return true;
        }

        var text = header.Count == 1 ? Unquote(header.ToString()) : "";
        if (text.Length is 0 or > MaxLength || !text.All(c => c is > ' ' and <= '~'))
        {
            return false;
        }

        key = new IdempotencyKey(text);
        return true;
    }

    /// <summary>The id of the job that the user has submitted with this key, or is about to. Users who choose the same key do not meet.</summary>
    /// <param name="userId">The user.</param>
    /// <param name="place">The job's place in a batch. A batch and a submit of its own meet at 0, so that one key cannot serve both.</param>
    public Guid JobId(Guid userId, int place = 0) =>
        HashedId.From(Encoding.ASCII.GetBytes(place == 0 ? $"job\n{userId:D}\n{_key}" : $"job\n{userId:D}\n{_key}\n{place}"));

    // The draft of the header wants a quoted string, and half of all clients send it bare. One quote alone is neither.
    private static string Unquote(string text) => text switch
    {
        ['"', .. var inner, '"'] => inner,
        ['"', ..] => "",
        _ => text,
    };
}
