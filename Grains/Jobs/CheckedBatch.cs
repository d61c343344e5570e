using System.Text.Json;
using OrleansAiJobs.Grains.Interfaces.Jobs;
using OrleansAiJobs.Grains.JobTypes;

namespace OrleansAiJobs.Grains.Jobs;

/// <summary>A batch after the judgement of its types: either every input in the form to store, or why it is refused. Pure.</summary>
internal sealed record CheckedBatch
{
    private CheckedBatch()
    {
    }

    /// <summary>The inputs in the order of the batch; empty when refused.</summary>
    public IReadOnlyList<string> Inputs { get; private init; } = [];

    /// <summary>Null when there are inputs.</summary>
    public JobBatchAnswer? Refusal { get; private init; }

    public static CheckedBatch Read(JobBatch batch, JobTypeCatalog types)
    {
        var inputs = new List<string>(batch.Jobs.Count);
        var errors = new List<InputError>();
        var unknown = new List<InputError>();
        for (var i = 0; i < batch.Jobs.Count; i++)
        {
            if (!types.TryGet(batch.Jobs[i].Type, out var type))
            {
                unknown.Add(new InputError($"jobs[{i}].type", $"Must be one of: {string.Join(", ", types.Names)}."));
                continue;
            }

            var input = type.ReadInput(JsonElement.Parse(batch.Jobs[i].Input));
            inputs.Add(input.Json ?? "");
            errors.AddRange(input.Errors.Select(error => error with { Path = PathOf(i, error.Path) }));
        }

        if (errors.Count > 0)
        {
            return Refuse(new JobBatchAnswer { Status = SubmitStatus.Invalid, Errors = [.. errors, .. unknown] });
        }

        return unknown.Count > 0
            ? Refuse(new JobBatchAnswer { Status = SubmitStatus.UnknownType, Errors = unknown, KnownTypes = types.Names })
            : new CheckedBatch { Inputs = inputs };
    }

    private static string PathOf(int place, string path) => path.Length == 0 ? $"jobs[{place}].input" : $"jobs[{place}].input.{path}";

    private static CheckedBatch Refuse(JobBatchAnswer refusal) => new() { Refusal = refusal };
}
