namespace OrleansAiJobs.WebFrontend.Http;

/// <summary>Why a text is not acceptable as JSON.</summary>
/// <param name="Reason">One sentence, for the developer who calls.</param>
/// <param name="Line">Counts from 1.</param>
/// <param name="Byte">The position within the line in bytes of UTF-8, from 1.</param>
internal sealed record JsonFault(string Reason, long Line, long Byte)
{
    public override string ToString() => $"{Reason} Line {Line}, byte {Byte}.";
}
