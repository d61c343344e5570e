using System.Diagnostics;
using OrleansAiJobs.Grains.Interfaces.Jobs;

namespace OrleansAiJobs.WebFrontend.Jobs;

/// <summary>The names of the states in the API.</summary>
internal static class JobStatusNames
{
    public static string Of(JobStatus status) => status switch
    {
        JobStatus.Pending => "pending",
        JobStatus.Processing => "processing",
        JobStatus.Completed => "completed",
        JobStatus.Failed => "failed",
        JobStatus.Cancelled => "cancelled",
        _ => throw new UnreachableException($"There is no status {status}."),
    };

    /// <summary>Null when there is no state of that name.</summary>
    public static JobStatus? Find(string name)
    {
        foreach (var status in Enum.GetValues<JobStatus>())
        {
            if (Of(status).Equals(name, StringComparison.Ordinal))
            {
                return status;
            }
        }

        return null;
    }
}
