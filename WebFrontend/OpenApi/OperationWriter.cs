using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using OrleansAiJobs.WebFrontend.Http;

namespace OrleansAiJobs.WebFrontend.OpenApi;

/// <summary>Writes what an <see cref="OperationDescription"/> says into an operation of the document.</summary>
/// <param name="document">The document.</param>
internal sealed class OperationWriter(OpenApiDocument document)
{
    private const string Json = "application/json";

    private readonly ResponseWriter _responses = new(document);

    public void Write(OpenApiOperation operation, HttpMethod method, OperationDescription description)
    {
        // The same without the body: where GET works, HEAD does.
        var isHead = method == HttpMethod.Head;
        operation.OperationId = isHead ? $"{description.Id}Head" : description.Id;
        operation.Tags = new HashSet<OpenApiTagReference> { new(description.Tag, document) };
        operation.Summary = isHead ? $"{description.Summary}, without the body" : description.Summary;
        operation.Description = description.Text;
        operation.Parameters = [.. description.Parameters.Select(Write)];
        operation.RequestBody = description.Bodies.Count == 0 ? null : WriteBody(description);
        operation.Responses = _responses.Write(description, RefusalsOf(description, method), isHead);
        operation.Security = SecurityOf(description.Callers);
    }

    private static OpenApiParameter Write(ParameterDescription parameter) => new()
    {
        Name = parameter.Name,
        In = parameter.In,
        Required = parameter.In == ParameterLocation.Path,
        Description = parameter.Text,
        Schema = parameter.Schema,
        Example = parameter.Schema.Type == JsonSchemaType.Integer ? int.Parse(parameter.Example, CultureInfo.InvariantCulture) : parameter.Example,
    };

    private OpenApiRequestBody WriteBody(OperationDescription description) => new()
    {
        Required = true,
        Description = "JSON in UTF-8, without duplicate members, U+0000 and halves of surrogate pairs.",
        Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal)
        {
            [Json] = new()
            {
                Schema = new OpenApiSchemaReference(description.Bodies[0], document),
                Example = JsonNode.Parse(description.BodyExample!),
            },
        },
    };

    private static IEnumerable<ProblemKind> RefusalsOf(OperationDescription description, HttpMethod method)
    {
        ProblemKind[] ofServer = [Problems.UriTooLong, Problems.HeadersTooLarge];
        ProblemKind[] ofBody = description.Bodies.Count == 0 ? [] : [Problems.TooSlow];
        ProblemKind[] ofCaller = description.Callers switch
        {
            Callers.Everybody => [],
            _ when method == HttpMethod.Get || method == HttpMethod.Head => [Problems.Unauthenticated],
            _ => [Problems.Unauthenticated, Problems.CrossOrigin],
        };
        ProblemKind[] ofCluster = description.Callers == Callers.Everybody ? [] : [Problems.Internal, Problems.TemporarilyUnavailable];
        return [.. ofCaller.Concat(description.Refusals).Concat(ofServer).Concat(ofBody).Concat(ofCluster).Distinct()];
    }

    private List<OpenApiSecurityRequirement> SecurityOf(Callers callers) => callers switch
    {
        Callers.Everybody => [],
        Callers.NobodyToo => [Require(SecuritySchemes.Token), Require(SecuritySchemes.Session), []],
        _ => [Require(SecuritySchemes.Token), Require(SecuritySchemes.Session)],
    };

    private OpenApiSecurityRequirement Require(string scheme) => new() { [new OpenApiSecuritySchemeReference(scheme, document)] = [] };
}
