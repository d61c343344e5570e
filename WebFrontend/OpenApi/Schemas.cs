using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using OrleansAiJobs.WebFrontend.Jobs;

namespace OrleansAiJobs.WebFrontend.OpenApi;

/// <summary>
/// The schemas of what callers send, and of values that stand in several places. The inputs of the built-in job types are described by hand:
/// the frontend does not know the types, it only passes their inputs on.
/// </summary>
internal static class Schemas
{
    public const string TitlesInput = "TitlesInput";
    public const string SummaryInput = "SummaryInput";
    public const string OtherInput = "OtherInput";
    public const string BatchInput = "BatchInput";

    /// <summary>The data of events that say all by their name.</summary>
    public const string NoData = "NoData";

    private const int MaxContentCharacters = 100_000;
    private const int MaxToneCharacters = 40;
    private const int MaxLanguageCharacters = 100;

    /// <summary>The grammar of RFC 5646, section 2.1, between white space; the irregular tags are named one by one.</summary>
    private const string LanguageTag =
        @"^\s*(?:(?:[A-Za-z]{2,3}(?:-[A-Za-z]{3}){0,3}|[A-Za-z]{4,8})(?:-[A-Za-z]{4})?(?:-(?:[A-Za-z]{2}|[0-9]{3}))?"
        + "(?:-(?:[A-Za-z0-9]{5,8}|[0-9][A-Za-z0-9]{3}))*(?:-[0-9A-WY-Za-wy-z](?:-[A-Za-z0-9]{2,8})+)*(?:-[xX](?:-[A-Za-z0-9]{1,8})+)?"
        + "|[xX](?:-[A-Za-z0-9]{1,8})+|en-GB-oed|i-(?:ami|bnn|default|enochian|hak|klingon|lux|mingo|navajo|pwn|tao|tay|tsu)"
        + @"|sgn-(?:BE-FR|BE-NL|CH-DE))\s*$";

    public static OpenApiSchema Status => Words([.. Enum.GetValues<Grains.Interfaces.Jobs.JobStatus>().Select(JobStatusNames.Of)]);

    public static OpenApiSchema Id => new() { Type = JsonSchemaType.String, Format = "uuid" };

    public static OpenApiSchema Text => new() { Type = JsonSchemaType.String };

    public static void AddInputs(OpenApiDocument document)
    {
        document.AddComponent(TitlesInput, Input(
            "What a job of the type titles needs.", "count", Number(1, 10, 5, "How many titles."), Examples.TitlesInput));
        document.AddComponent(SummaryInput, Input(
            "What a job of the type summary needs.", "maxWords", Number(10, 500, 100, "The most words that the summary may have."), Examples.SummaryInput));
        document.AddComponent(OtherInput, new OpenApiSchema
        {
            Type = JsonSchemaType.Object,
            Description = "What a job of a type needs that was added to the built-in ones.",
            Examples = [JsonNode.Parse(Examples.OtherInput)!],
        });
        document.AddComponent(BatchInput, Batch(document));
        document.AddComponent(NoData, new OpenApiSchema { Type = JsonSchemaType.Object, Description = "Nothing: the event says all by its name.", MaxProperties = 0 });
    }

    public static OpenApiSchema Words(params string[] words) => new()
    {
        Type = JsonSchemaType.String,
        Enum = [.. words.Select(word => (JsonNode)word)],
    };

    public static OpenApiSchema Number(int from, int to) => new()
    {
        Type = JsonSchemaType.Integer,
        Minimum = Digits(from),
        Maximum = Digits(to),
    };

    private static OpenApiSchema Number(int from, int to, int standard, string text) => new()
    {
        Type = JsonSchemaType.Integer | JsonSchemaType.Null,
        Minimum = Digits(from),
        Maximum = Digits(to),
        Default = standard,
        Description = text,
    };

    private static OpenApiSchema Input(string text, string ownName, OpenApiSchema own, string example) => new()
    {
        Type = JsonSchemaType.Object,
        Description = $"{text} Members that are null are the same as absent; unknown members are ignored.",
        Required = new HashSet<string>(StringComparer.Ordinal) { "content" },
        Properties = new Dictionary<string, IOpenApiSchema>(StringComparer.Ordinal)
        {
            ["content"] = new OpenApiSchema
            {
                Type = JsonSchemaType.String,
                MinLength = 1,
                MaxLength = MaxContentCharacters,
                Pattern = @"\S",
                Description = "The text. Its length counts after trimming, in UTF-16 units.",
            },
            [ownName] = own,
            ["tone"] = new OpenApiSchema
            {
                Type = JsonSchemaType.String | JsonSchemaType.Null,
                MaxLength = MaxToneCharacters,
                Description = "How the answer should sound.",
            },
            ["language"] = new OpenApiSchema
            {
                Type = JsonSchemaType.String | JsonSchemaType.Null,
                MaxLength = MaxLanguageCharacters,
                Pattern = LanguageTag,
                Description = "The language of the answer, a BCP 47 tag; without it that of the content.",
            },
        },
        Examples = [JsonNode.Parse(example)!],
    };

    private static OpenApiSchema Batch(OpenApiDocument document) => new()
    {
        Type = JsonSchemaType.Object,
        Description = "Jobs that are all stored, or none is.",
        Required = new HashSet<string>(StringComparer.Ordinal) { "jobs" },
        Properties = new Dictionary<string, IOpenApiSchema>(StringComparer.Ordinal)
        {
            ["jobs"] = new OpenApiSchema
            {
                Type = JsonSchemaType.Array,
                MinItems = 1,
                MaxItems = 100,
                Items = new OpenApiSchema
                {
                    AnyOf =
                    [
                        Item(Words("titles"), new OpenApiSchemaReference(TitlesInput, document)),
                        Item(Words("summary"), new OpenApiSchemaReference(SummaryInput, document)),
                        Item(new OpenApiSchema { Type = JsonSchemaType.String, Not = Words("titles", "summary") }, new OpenApiSchemaReference(OtherInput, document)),
                    ],
                },
            },
        },
        Examples = [JsonNode.Parse(Examples.BatchInput)!],
    };

    private static OpenApiSchema Item(OpenApiSchema type, IOpenApiSchema input) => new()
    {
        Type = JsonSchemaType.Object,
        Required = new HashSet<string>(StringComparer.Ordinal) { "type", "input" },
        Properties = new Dictionary<string, IOpenApiSchema>(StringComparer.Ordinal) { ["type"] = type, ["input"] = input },
    };

    private static string Digits(int number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
