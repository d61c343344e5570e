namespace OrleansAiJobs.WebFrontend.Http;

/// <summary>The methods of what can be read; the server itself leaves the body out for HEAD.</summary>
internal static class ReadMethods
{
    public static readonly string[] All = [HttpMethods.Get, HttpMethods.Head];
}
