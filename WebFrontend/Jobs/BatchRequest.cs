using System.Text.Json;
using OrleansAiJobs.Grains.Interfaces.Jobs;
using OrleansAiJobs.WebFrontend.Http;

namespace OrleansAiJobs.WebFrontend.Jobs;

/// <summary>The body of a batch: either jobs to submit or why it is refused. Only its shape: what each type needs, the grains know.</summary>
internal sealed record BatchRequest
{
    private const int MaxJobs = 100;

    private BatchRequest()
    {
    }

    /// <summary>Null when refused.</summary>
    public JobBatch? Jobs { get; private init; }

    /// <summary>Null when there are jobs.</summary>
    public Problem? Refusal { get; private init; }

    /// <param name="json">Valid JSON.</param>
    /// <param name="userId">Who asks.</param>
    /// <param name="idOf">Gives the id of the job at a place.</param>
    public static BatchRequest Read(string json, Guid userId, Func<int, Guid> idOf)
    {
        var errors = new List<InputError>();
        var jobs = ReadJobs(JsonElement.Parse(json), idOf, errors);
        return errors.Count > 0 ? new BatchRequest { Refusal = JobAnswers.Invalid(errors) } : new BatchRequest { Jobs = new JobBatch(userId, jobs) };
    }

    private static List<JobBatchItem> ReadJobs(JsonElement body, Func<int, Guid> idOf, List<InputError> errors)
    {
        if (body.ValueKind != JsonValueKind.Object)
        {
            errors.Add(new InputError("$", "The batch must be a JSON object."));
            return [];
        }

        if (!body.TryGetProperty("jobs", out var list) || list.ValueKind != JsonValueKind.Array || list.GetArrayLength() is 0 or > MaxJobs)
        {
            errors.Add(new InputError("jobs", $"Must be a list of 1 to {MaxJobs} jobs."));
            return [];
        }

        return [.. list.EnumerateArray().Select((item, place) => ReadJob(item, place, idOf, errors)).OfType<JobBatchItem>()];
    }

    private static JobBatchItem? ReadJob(JsonElement item, int place, Func<int, Guid> idOf, List<InputError> errors)
    {
        if (item.ValueKind != JsonValueKind.Object)
        {
            errors.Add(new InputError($"jobs[{place}]", "Must be a JSON object with the members type and input."));
            return null;
        }

        var hasType = item.TryGetProperty("type", out var type) && type.ValueKind == JsonValueKind.String;
        if (!hasType)
        {
            errors.Add(new InputError($"jobs[{place}].type", "Is required: the name of a job type, such as \"titles\"."));
        }

        var hasInput = item.TryGetProperty("input", out var input) && input.ValueKind != JsonValueKind.Null;
        if (!hasInput)
        {
            errors.Add(new InputError($"jobs[{place}].input", "Is required: the input of that type, a JSON object."));
        }

        return hasType && hasInput ? new JobBatchItem(idOf(place), type.GetString()!, input.GetRawText()) : null;
    }
}
