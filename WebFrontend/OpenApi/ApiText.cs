using System.Security.Cryptography;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace OrleansAiJobs.WebFrontend.OpenApi;

/// <summary>The document as it is sent. Made once: to make it again for everybody who asks would be a present to attackers.</summary>
internal sealed class ApiText([FromKeyedServices(ApiText.Name)] IOpenApiDocumentProvider documents)
{
    public const string Name = "v1";

    public static readonly OperationDescription Operation = new("getDescription", "health", "This document", "OpenAPI 3.1.")
    {
        Callers = Callers.Everybody,
        Parameters = [new ParameterDescription("If-None-Match", ParameterLocation.Header, "The ETag that one holds.", Schemas.Text, "\"4bf92f3577b34da6\"")],
        Answers =
        [
            new AnswerDescription(304, "The document is as held.") { Headers = [HeaderDescriptions.CacheControl, HeaderDescriptions.ETag] },
            new AnswerDescription(200, "The document.") { OtherMediaType = "application/json", Headers = [HeaderDescriptions.CacheControl, HeaderDescriptions.ETag] },
        ],
    };

    private readonly Lazy<Task<(byte[] Text, string Tag)>> _written = new(() => WriteAsync(documents));

    /// <summary>The document in UTF-8, and its entity tag.</summary>
    public Task<(byte[] Text, string Tag)> GetAsync() => _written.Value;

    private static async Task<(byte[] Text, string Tag)> WriteAsync(IOpenApiDocumentProvider documents)
    {
        var document = await documents.GetOpenApiDocumentAsync(CancellationToken.None);
        using var text = new MemoryStream();
        await document.SerializeAsJsonAsync(text, OpenApiSpecVersion.OpenApi3_1, CancellationToken.None);
        var bytes = text.ToArray();
        return (bytes, $"\"{Convert.ToHexStringLower(SHA256.HashData(bytes).AsSpan(0, 8))}\"");
    }
}
