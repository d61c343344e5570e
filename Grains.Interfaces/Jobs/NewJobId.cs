namespace OrleansAiJobs.Grains.Interfaces.Jobs;

/// <summary>
/// A note beside the first call about a job whose id was just made: nothing can be stored under it, so the store need not be asked.
/// It holds for one id and one call; if it is wrong all the same, storing the job fails, and nothing is overwritten.
/// </summary>
public static class NewJobId
{
    private const string Key = "ai-jobs.new-id";

    /// <summary>Notes it for the calls that this asynchronous method makes from now on.</summary>
    public static void Note(Guid id) => RequestContext.Set(Key, id);

    /// <summary>Takes the note back.</summary>
    public static void Forget() => RequestContext.Remove(Key);

    /// <summary>Whether the call that is being served has the note for this id.</summary>
    public static bool Is(Guid id) => RequestContext.Get(Key) is Guid known && known == id;
}
