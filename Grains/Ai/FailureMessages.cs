using System.Globalization;
using OrleansAiJobs.Grains.Interfaces.Jobs;

namespace OrleansAiJobs.Grains.Ai;

/// <summary>What people read. The first sentence says what happened and stands alone; the rest says what one can do.</summary>
internal static class FailureMessages
{
    public static JobError For(FailureKind kind) => kind switch
    {
        FailureKind.Unreachable => MayPass(JobErrorCodes.ProviderUnavailable, "The AI service could not be reached. Try again later."),
        FailureKind.Unavailable => MayPass(JobErrorCodes.ProviderUnavailable, "The AI service is not available. Try again later."),
        FailureKind.BrokenOff => MayPass(JobErrorCodes.ProviderUnavailable, "The AI service broke off its answer. Try again."),
        FailureKind.RateLimited => MayPass(JobErrorCodes.ProviderRateLimited, "The AI service is busy. Try again in a few minutes."),
        FailureKind.TimedOut => MayPass(JobErrorCodes.ProviderTimeout, "The AI service took too long to answer. Try again, or with a shorter text."),
        FailureKind.Silent => MayPass(JobErrorCodes.ProviderTimeout, "The AI service stopped answering. Try again."),
        FailureKind.Unreadable => MayPass(JobErrorCodes.InvalidResponse, "The AI service answered in a way that could not be read. Try again later."),
        FailureKind.EmptyAnswer => MayPass(JobErrorCodes.InvalidResponse, "The AI gave an empty answer. Try again."),
        FailureKind.AnswerCutOff => MayPass(JobErrorCodes.InvalidResponse, "The AI's answer was cut off because it grew too long. Try again, or ask for less."),
        FailureKind.AnswerInvalid => MayPass(JobErrorCodes.InvalidResponse, "The AI's answer did not fit what was asked for. Try again, or change the text."),
        FailureKind.AccessRefused => Stays(JobErrorCodes.ProviderAuth, "The AI service refused this site's access. The site's operator has to check its key (Ai:ApiKey)."),
        FailureKind.NotFound => Stays(JobErrorCodes.ProviderAuth, "The AI service does not know the model or the address that this site uses. The site's operator has to check Ai:Model and Ai:BaseUrl."),
        FailureKind.NeedsRealAi => Stays(JobErrorCodes.ProviderAuth, "This kind of job needs a real AI, and none is configured. The site's operator can set Ai:ApiKey."),
        FailureKind.QuotaExhausted => Stays(JobErrorCodes.ProviderQuotaExhausted, "This site's quota at the AI service is used up. The site's operator has to raise it; then try again."),
        FailureKind.ContentRejected => Stays(JobErrorCodes.ContentRejected, "The AI service rejected this text under its content rules. Change the text and submit it again."),
        FailureKind.InputTooLong => Stays(JobErrorCodes.InputTooLong, "The text is too long for the AI. Shorten it and submit it again."),
        FailureKind.LocallyImpossible => Stays(JobErrorCodes.InvalidResponse, "The built-in engine cannot make that of this text. Submit a longer text, or ask for less."),
        FailureKind.RequestRefused => Stays(JobErrorCodes.Internal, "The AI service did not accept the request. Trying again will not help; tell the site's operator."),
        _ => MayPass(JobErrorCodes.Internal, "Something went wrong while asking the AI. Try again; if it stays, tell the site's operator."),
    };

    /// <summary>For a provider that wants to be left alone for longer than a job can wait.</summary>
    public static JobError BackTooLate(string code, DateTimeOffset back)
    {
        var time = back.ToUniversalTime().ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
        return Stays(code, $"The AI service does not want to be asked again before {time} UTC. Try again after that.");
    }

    private static JobError MayPass(string code, string message) => new(code, message, Retryable: true);

    private static JobError Stays(string code, string message) => new(code, message, Retryable: false);
}
