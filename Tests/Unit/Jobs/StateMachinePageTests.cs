using OrleansAiJobs.Grains.Interfaces.Jobs;
using OrleansAiJobs.Grains.Jobs;

namespace OrleansAiJobs.Tests.Unit.Jobs;

public sealed class StateMachinePageTests
{
    private static readonly Dictionary<string, JobEvent> Events = new(StringComparer.Ordinal)
    {
        ["Taken"] = new JobEvent.Taken("silo-2") { At = AJob.At(9) },
        ["HandedBack"] = new JobEvent.HandedBack { At = AJob.At(9) },
        ["AttemptStarted"] = AJob.Started(9),
        ["AttemptSucceeded"] = AJob.Succeeded(9),
        ["AttemptFailed, none is left"] = AJob.Failed(9, retryAt: null),
        ["AttemptFailed, another is due"] = AJob.Failed(9, retryAt: AJob.At(11)),
        ["Interrupted"] = new JobEvent.Interrupted("silo-2", 3) { At = AJob.At(9) },
        ["StartTakenBack"] = new JobEvent.StartTakenBack("silo-2") { At = AJob.At(9) },
        ["CancelRequested"] = new JobEvent.CancelRequested { At = AJob.At(9) },
        ["DeadlinePassed"] = new JobEvent.DeadlinePassed { At = AJob.At(9) },
        ["RetryRequested"] = new JobEvent.RetryRequested("silo-2", 3) { At = AJob.At(9) },
    };

    [Fact]
    public void The_page_lists_exactly_the_transitions_of_the_code()
    {
        var onThePage = File.ReadLines(Path.Combine(AppContext.BaseDirectory, "state-machine.md"))
            .SkipWhile(line => !line.StartsWith("|---", StringComparison.Ordinal))
            .Skip(1)
            .TakeWhile(line => line.StartsWith('|'))
            .Select(line => line.Trim('|', ' '));

        var inTheCode =
            from status in Enum.GetValues<JobStatus>()
            from happened in Events
            let next = JobTransitions.Apply(AJob.In(status), happened.Value)
            where next is not null
            select $"{status.ToString().ToLowerInvariant()} | {happened.Key} | {next.Status.ToString().ToLowerInvariant()}";

        Assert.Equal(inTheCode.Order(StringComparer.Ordinal), onThePage.Order(StringComparer.Ordinal));
    }
}
