using Microsoft.Extensions.Options;
using OrleansAiJobs.Grains.Jobs;

namespace OrleansAiJobs.Tests.Unit.Jobs;

public sealed class JobsOptionsTests
{
    [Fact]
    public void The_defaults_are_valid()
    {
        Assert.True(new JobsOptionsValidator().Validate(Options.DefaultName, new JobsOptions()).Succeeded);
    }

    [Fact]
    public void Every_wrong_setting_is_named_with_what_would_be_right()
    {
        var wrong = new JobsOptions { MaxAttempts = 0, RetryBaseDelay = TimeSpan.FromHours(1), Retention = TimeSpan.Zero };

        var result = new JobsOptionsValidator().Validate(Options.DefaultName, wrong);

        Assert.Contains("Jobs:MaxAttempts must be between 1 and 100.", result.FailureMessage, StringComparison.Ordinal);
        Assert.Contains("Jobs:RetryBaseDelay must be between 00:00:00 and 00:01:00.", result.FailureMessage, StringComparison.Ordinal);
        Assert.Contains("Jobs:Retention must be between 00:00:01 and 36500.00:00:00.", result.FailureMessage, StringComparison.Ordinal);
    }
}
