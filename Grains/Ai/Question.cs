using OrleansAiJobs.Grains.JobTypes;

namespace OrleansAiJobs.Grains.Ai;

/// <summary>
/// What one call asks. It is made when it is wanted and let go of once it is on its way: thousands of calls wait for their answers at once, and
/// what is made of a job's text can be made of it again. For one caller at a time.
/// </summary>
/// <param name="make">Gives the same prompt each time.</param>
internal sealed class Question(Func<JobPrompt> make)
{
    private JobPrompt? _prompt;

    /// <summary>Kept until it is taken.</summary>
    public JobPrompt Prompt => _prompt ??= make();

    /// <summary>For the request: nothing of it is kept here.</summary>
    public JobPrompt Take()
    {
        var prompt = Prompt;
        _prompt = null;
        return prompt;
    }
}
