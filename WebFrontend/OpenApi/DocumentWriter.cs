using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.Mvc.ApiExplorer;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.Options;
using Microsoft.OpenApi;
using OrleansAiJobs.WebFrontend.Http;
using OrleansAiJobs.WebFrontend.Jobs;

namespace OrleansAiJobs.WebFrontend.OpenApi;

/// <summary>Completes the document: the framework finds the routes and the types, the rest is <see cref="OperationDescription"/>.</summary>
internal sealed class DocumentWriter : IOpenApiDocumentTransformer
{
    private const string AnyType = "/api/ai/{type}";

    private static readonly (string Path, OperationDescription Description)[] OutsideTheApi =
    [
        ("/health/live", HealthOperations.Live),
        ("/health/ready", HealthOperations.Ready),
        ("/openapi/v1.json", ApiText.Operation),
    ];

    public async Task TransformAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.Info = Info();
        document.Servers = [new OpenApiServer { Url = "/", Description = "This one." }];
        document.Tags = Tags();
        var json = context.ApplicationServices.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions;
        await TypeSchemas.AddAsync(document, json, type => context.GetOrCreateSchemaAsync(type, parameterDescription: null, cancellationToken));
        SecuritySchemes.AddTo(document);
        Schemas.AddInputs(document);
        foreach (var (name, header) in HeaderDescriptions.All)
        {
            header.Required = !HeaderDescriptions.Optional.Contains(name);
            document.AddComponent<IOpenApiHeader>(name, header);
        }

        WriteOperations(document, context.DescriptionGroups.SelectMany(group => group.Items));
    }

    private static void WriteOperations(OpenApiDocument document, IEnumerable<ApiDescription> endpoints)
    {
        var writer = new OperationWriter(document);
        foreach (var endpoint in endpoints)
        {
            var description = endpoint.ActionDescriptor.EndpointMetadata.OfType<OperationDescription>().Single();
            var method = HttpMethod.Parse(endpoint.HttpMethod);
            writer.Write(document.Paths[$"/{endpoint.RelativePath}".TrimEnd('/')].Operations![method], method, description);
        }

        // One route serves every type; the built-in ones are described by themselves.
        Add(AnyType.Replace("{type}", "titles", StringComparison.Ordinal), HttpMethod.Post, JobOperations.SubmitTitles);
        Add(AnyType.Replace("{type}", "summary", StringComparison.Ordinal), HttpMethod.Post, JobOperations.SubmitSummary);
        foreach (var (path, description) in OutsideTheApi)
        {
            Add(path, HttpMethod.Get, description);
            Add(path, HttpMethod.Head, description);
        }

        void Add(string path, HttpMethod method, OperationDescription description)
        {
            var operation = new OpenApiOperation();
            writer.Write(operation, method, description);
            if (!document.Paths.TryGetValue(path, out var item))
            {
                document.Paths[path] = item = new OpenApiPathItem { Operations = [] };
            }

            item.Operations![method] = operation;
        }
    }

    private static OpenApiInfo Info() => new()
    {
        Title = "OrleansAiJobs",
        Version = "1.0.0",
        Description =
            "Runs a website's AI requests in the background: submit a job, get its id at once, follow it live. Times are RFC 3339 in UTC with "
            + "milliseconds, ids are UUIDs, lengths are in UTF-16 units. Every refusal is RFC 9457 problem details, whatever the Accept: also 404 "
            + "where nothing is, and 405 with the header Allow where another method would be answered.",
        License = new OpenApiLicense { Name = "MIT", Identifier = "MIT" },
    };

    private static HashSet<OpenApiTag> Tags() =>
    [
        new() { Name = "session", Description = "Who is calling." },
        new() { Name = "jobs", Description = "Submit jobs, read them, act on them." },
        new() { Name = "feeds", Description = "Follow jobs live." },
        new() { Name = "health", Description = "For whoever runs the process." },
    ];
}
