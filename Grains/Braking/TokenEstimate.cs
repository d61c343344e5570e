namespace OrleansAiJobs.Grains.Braking;

/// <summary>Guesses what a call will use, before anybody knows.</summary>
internal static class TokenEstimate
{
    /// <summary>OpenAI's rule of thumb for English; other languages take more, which is settled after the call.</summary>
    private const int CharactersPerToken = 4;

    /// <summary>Instructions and schema.</summary>
    private const int Overhead = 300;

    public static int Of(int inputCharacters, int answerCharacters) => Overhead + ((inputCharacters + answerCharacters) / CharactersPerToken);
}
