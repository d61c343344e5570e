using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using OrleansAiJobs.Grains.Interfaces.Jobs;
using OrleansAiJobs.WebFrontend.Http;
using OrleansAiJobs.WebFrontend.Jobs;

namespace OrleansAiJobs.WebFrontend.OpenApi;

/// <summary>Adds to the schema of a type what the type system does not tell: which members always come, and which words a text may be.</summary>
internal sealed class SchemaWriter : IOpenApiSchemaTransformer
{
    public Task TransformAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        if (context.JsonPropertyInfo is { } member)
        {
            WriteMember(schema, member);
        }
        else if (context.JsonTypeInfo.Kind == JsonTypeInfoKind.Object && TypeSchemas.NameOf(context.JsonTypeInfo.Type) is not null)
        {
            schema.Required = context.JsonTypeInfo.Properties.Where(AlwaysComes).Select(one => one.Name).ToHashSet(StringComparer.Ordinal);
        }

        return Task.CompletedTask;
    }

    private static bool AlwaysComes(JsonPropertyInfo member) =>
        member.AttributeProvider?.GetCustomAttributes(typeof(JsonIgnoreAttribute), inherit: true).Length is null or 0;

    private static void WriteMember(OpenApiSchema schema, JsonPropertyInfo member)
    {
        // Written by a converter of ours, so the framework knows only the format.
        schema.Type ??= schema.Format == "date-time" ? JsonSchemaType.String : null;
        if (schema.Type is { } type)
        {
            // The framework asks whether null may be set, and of what is only read does not know it.
            schema.Type = member.IsGetNullable ? type | JsonSchemaType.Null : type & ~JsonSchemaType.Null;
        }

        switch (member.DeclaringType.Name, member.Name)
        {
            case (nameof(JobItemBody), "status"):
                schema.Enum = Schemas.Status.Enum;
                break;
            case (nameof(JobItemBody), "input"):
                schema.Type = JsonSchemaType.Object;
                schema.Description = "As submitted, after trimming and defaults; in history and feeds its content is cut to 200 characters.";
                break;
            case (nameof(JobItemBody), "result"):
                schema.Type = JsonSchemaType.Object | JsonSchemaType.Null;
                schema.Description = "Of titles { titles: [...] }: as many as asked for, distinct. Of a summary { summary: \"...\" }. Null until completed.";
                break;
            case (nameof(JobItemBody), "version"):
                schema.Minimum = "1";
                break;
            case (nameof(JobItemBody), "queuePosition"):
                schema.Minimum = "1";
                break;
            case (nameof(JobProgress), "percent"):
                (schema.Minimum, schema.Maximum) = ("0", "100");
                break;
            case (nameof(JobError), "code"):
                schema.Enum = Schemas.Words(JobErrorCodes.All).Enum;
                break;
            case (nameof(ProblemBody), "type"):
                schema.Format = "uri";
                break;
        }
    }
}
