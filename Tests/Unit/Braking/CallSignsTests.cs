using OrleansAiJobs.Grains.Ai;
using OrleansAiJobs.Grains.Braking;

namespace OrleansAiJobs.Tests.Unit.Braking;

public sealed class CallSignsTests
{
    [Fact]
    public void Each_failure_says_what_it_can_of_the_provider()
    {
        var signs = Enum.GetValues<FailureKind>().ToLookup(CallSigns.Of);

        Assert.Equal([FailureKind.RateLimited], signs[CallSign.Refused]);
        Assert.Equal(
            [
                FailureKind.Unreachable, FailureKind.Unavailable, FailureKind.BrokenOff, FailureKind.TimedOut, FailureKind.Silent,
                FailureKind.Unreadable,
            ],
            signs[CallSign.Failed]);
        Assert.Equal(
            [
                FailureKind.ContentRejected, FailureKind.InputTooLong, FailureKind.EmptyAnswer, FailureKind.AnswerCutOff,
                FailureKind.AnswerInvalid,
            ],
            signs[CallSign.Answered]);
    }
}
