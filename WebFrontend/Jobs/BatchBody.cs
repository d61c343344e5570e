using OrleansAiJobs.Grains.Interfaces.Jobs;

namespace OrleansAiJobs.WebFrontend.Jobs;

/// <summary>The jobs of a batch, in its order.</summary>
internal sealed record BatchBody(IReadOnlyList<JobBody> Jobs)
{
    public static BatchBody From(IReadOnlyList<JobView> jobs) => new([.. jobs.Select(JobBody.From)]);
}
