using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using OrleansAiJobs.WebFrontend.Http;

namespace OrleansAiJobs.WebFrontend.OpenApi;

/// <summary>Writes the answers of an operation.</summary>
/// <param name="document">The document.</param>
internal sealed class ResponseWriter(OpenApiDocument document)
{
    private const string Json = "application/json";

    public OpenApiResponses Write(OperationDescription description, IEnumerable<ProblemKind> refusals, bool isHead)
    {
        var responses = new OpenApiResponses();
        foreach (var answer in description.Answers.OrderBy(answer => answer.Status))
        {
            responses[Digits(answer.Status)] = Write(answer, isHead);
        }

        foreach (var kinds in refusals.GroupBy(kind => kind.Status).OrderBy(group => group.Key))
        {
            responses[Digits(kinds.Key)] = Write([.. kinds], isHead);
        }

        return responses;
    }

    private OpenApiResponse Write(AnswerDescription answer, bool isHead) => new()
    {
        Description = answer.Text,
        Headers = Headers(answer.Headers),
        Content = isHead ? null : ContentOf(answer),
        Extensions = answer.IsFeed
            ? new Dictionary<string, IOpenApiExtension>(StringComparer.Ordinal) { [FeedEvents.Extension] = FeedEvents.Describe() }
            : null,
    };

    private Dictionary<string, OpenApiMediaType>? ContentOf(AnswerDescription answer)
    {
        if (answer.OtherMediaType is { } other)
        {
            return Content(other, other == Json ? new OpenApiSchema { Type = JsonSchemaType.Object } : Schemas.Text, answer.Example);
        }

        return answer.Body is null ? null : Content(Json, TypeSchemas.Refer(answer.Body, document), JsonNode.Parse(answer.Example!));
    }

    private OpenApiResponse Write(ProblemKind[] kinds, bool isHead) => new()
    {
        Description = string.Join(" ", kinds.Select(kind => $"`{kind.Code}`: {kind.Title}.")),
        Headers = Headers(HeadersOf(kinds)),
        Content = isHead
            ? null
            : new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal)
            {
                [Problem.MediaType] = new()
                {
                    Schema = TypeSchemas.Refer(typeof(ProblemBody), document),
                    Examples = kinds.ToDictionary(kind => kind.Code, IOpenApiExample (kind) => new OpenApiExample { Value = ExampleOf(kind) }, StringComparer.Ordinal),
                },
            },
    };

    private static string[] HeadersOf(ProblemKind[] kinds) => kinds[0].Status switch
    {
        StatusCodes.Status401Unauthorized => [HeaderDescriptions.CacheControl, HeaderDescriptions.WwwAuthenticate],
        StatusCodes.Status429TooManyRequests when kinds.Contains(Problems.RateLimited) =>
            [HeaderDescriptions.CacheControl, HeaderDescriptions.RetryAfter, HeaderDescriptions.RateLimit, HeaderDescriptions.RateLimitPolicy],
        StatusCodes.Status429TooManyRequests or StatusCodes.Status503ServiceUnavailable => [HeaderDescriptions.CacheControl, HeaderDescriptions.RetryAfter],
        _ => [HeaderDescriptions.CacheControl],
    };

    private static JsonObject ExampleOf(ProblemKind kind)
    {
        var example = new JsonObject
        {
            ["type"] = kind.Type,
            ["title"] = kind.Title,
            ["status"] = kind.Status,
            ["detail"] = "What is wrong here, and what would be right.",
            ["code"] = kind.Code,
            ["traceId"] = "4bf92f3577b34da6a3ce929d0e0e4736",
        };
        if (kind == Problems.ValidationFailed)
        {
            example["errors"] = new JsonObject { ["content"] = new JsonArray("Is required: a string of 1 to 100,000 characters.") };
        }

        return example;
    }

    private Dictionary<string, IOpenApiHeader>? Headers(IReadOnlyList<string> names) => names.Count == 0
        ? null
        : names.ToDictionary(name => name, IOpenApiHeader (name) => new OpenApiHeaderReference(name, document), StringComparer.Ordinal);

    private static Dictionary<string, OpenApiMediaType> Content(string mediaType, IOpenApiSchema schema, JsonNode? example) =>
        new(StringComparer.Ordinal) { [mediaType] = new() { Schema = schema, Example = example } };

    private static string Digits(int status) => status.ToString(CultureInfo.InvariantCulture);
}
