namespace OrleansAiJobs.Grains.JobTypes.Answers;

/// <summary>What <see cref="AnswerJsonReader"/> found. Numbers, literals and garbage are passed over.</summary>
internal enum AnswerJsonToken
{
    ObjectStart,
    ArrayStart,
    End,
    Key,
    String,
}
