using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.OpenApi;
using OrleansAiJobs.Grains.Interfaces.History;
using OrleansAiJobs.Grains.Interfaces.Jobs;
using OrleansAiJobs.WebFrontend.Auth;
using OrleansAiJobs.WebFrontend.Feed;
using OrleansAiJobs.WebFrontend.Http;
using OrleansAiJobs.WebFrontend.Jobs;

namespace OrleansAiJobs.WebFrontend.OpenApi;

/// <summary>The schemas of what is answered, by the name that clients know it by.</summary>
internal static class TypeSchemas
{
    private static readonly Dictionary<Type, string> Names = new()
    {
        [typeof(SessionBody)] = "Session",
        [typeof(ProblemBody)] = "Problem",
        [typeof(JobBody)] = "Job",
        [typeof(JobItemBody)] = "JobItem",
        [typeof(AttemptBody)] = "Attempt",
        [typeof(BatchBody)] = "Batch",
        [typeof(HistoryBody)] = "History",
        [typeof(UserStats)] = "Stats",
        [typeof(JobError)] = "JobError",
        [typeof(JobProgress)] = "Progress",
        [typeof(JobUsage)] = "Usage",
        [typeof(DeletedData)] = "Deleted",
        [typeof(DeltaData)] = "Delta",
        [typeof(ProgressData)] = "LiveProgress",
    };

    /// <summary>Null for a type that is written where it is used.</summary>
    public static string? NameOf(Type type) => Names.GetValueOrDefault(type);

    /// <summary>What stands for the schema of a type that has a name.</summary>
    public static OpenApiSchemaReference Refer(Type type, OpenApiDocument document) => new(Names[type], document);

    /// <summary>Makes them all, each complete in itself: the framework's are, or are not, written out where another uses them.</summary>
    /// <param name="document">Where they are kept.</param>
    /// <param name="json">How they are written.</param>
    /// <param name="create">Makes one.</param>
    public static async Task AddAsync(OpenApiDocument document, JsonSerializerOptions json, Func<Type, Task<OpenApiSchema>> create)
    {
        document.Components ??= new OpenApiComponents();
        document.Components.Schemas = new Dictionary<string, IOpenApiSchema>(StringComparer.Ordinal);
        foreach (var (type, name) in Names)
        {
            var schema = await create(type);
            foreach (var member in json.GetTypeInfo(type).Properties.Where(member => member.Get is not null))
            {
                schema.Properties![member.Name] = Complete(schema.Properties[member.Name], member, document);
            }

            document.Components.Schemas[name] = schema;
        }
    }

    private static IOpenApiSchema Complete(IOpenApiSchema schema, JsonPropertyInfo member, OpenApiDocument document)
    {
        if (Names.ContainsKey(member.PropertyType))
        {
            var one = Refer(member.PropertyType, document);
            return member.IsGetNullable ? new OpenApiSchema { OneOf = [new OpenApiSchema { Type = JsonSchemaType.Null }, one] } : one;
        }

        if (schema is OpenApiSchema { Items: not null } list && member.PropertyType.GenericTypeArguments is [var item] && Names.ContainsKey(item))
        {
            list.Items = Refer(item, document);
        }

        return schema;
    }
}
