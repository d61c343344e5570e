using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace OrleansAiJobs.Tests.EndToEnd.Api;

/// <summary>Bearer tokens as an issuer would make them, and the settings of an app that trusts it.</summary>
internal static class Token
{
    public const string Issuer = "https://login.example";
    private const string Audience = "ai-jobs";
    private static readonly byte[] Key = RandomNumberGenerator.GetBytes(32);

    public static (string Key, string Value)[] Settings =>
    [
        ("Authentication:Schemes:Bearer:ValidIssuer", Issuer),
        ("Authentication:Schemes:Bearer:ValidAudiences:0", Audience),
        ("Authentication:Schemes:Bearer:SigningKeys:0:Id", "one"),
        ("Authentication:Schemes:Bearer:SigningKeys:0:Issuer", Issuer),
        ("Authentication:Schemes:Bearer:SigningKeys:0:Value", Convert.ToBase64String(Key)),
        ("Authentication:Schemes:Bearer:SigningKeys:0:Length", "32"),
    ];

    /// <summary>Good unless told otherwise.</summary>
    public static string For(
        string? subject, TimeSpan? lifetime = null, string issuer = Issuer, string audience = Audience, byte[]? key = null, string algorithm = "HS256")
    {
        var now = TimeProvider.System.GetUtcNow();
        var expires = now + (lifetime ?? TimeSpan.FromHours(1));
        var claims = new Dictionary<string, object>
        {
            ["iss"] = issuer,
            ["aud"] = audience,
            ["nbf"] = now.AddHours(-2).ToUnixTimeSeconds(),
            ["exp"] = expires.ToUnixTimeSeconds(),
        };
        if (subject is not null)
        {
            claims["sub"] = subject;
        }

        var signed = $"{Encode(new { alg = algorithm, typ = "JWT", kid = "one" })}.{Encode(claims)}";
        var signature = algorithm == "none" ? "" : Base64Url.EncodeToString(HMACSHA256.HashData(key ?? Key, Encoding.ASCII.GetBytes(signed)));
        return $"{signed}.{signature}";
    }

    private static string Encode(object part) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(part));
}
