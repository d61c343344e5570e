namespace OrleansAiJobs.Grains.Interfaces.Sessions;

/// <summary>The keys that encrypt the frontends' session cookies, in the database. The key is 0.</summary>
[Alias("ai-jobs.IKeyRingGrain")]
public interface IKeyRingGrain : IGrainWithIntegerKey
{
    /// <summary>Every key, as ASP.NET Data Protection writes it in XML.</summary>
    [Alias("GetAll")]
    Task<IReadOnlyList<string>> GetAllAsync(CancellationToken cancellationToken);

    /// <summary>Adds a key. The same name again changes nothing.</summary>
    [Alias("Add")]
    Task AddAsync(string name, string xml, CancellationToken cancellationToken);

    /// <summary>
    /// Whether the caller may load the keys now, and make the first if there is none. While there is none, one caller at a time is told so, for
    /// ten seconds: each frontend of a new cluster would otherwise make a key of its own, and refuse the others' cookies.
    /// </summary>
    [Alias("MayLoad")]
    Task<bool> MayLoadAsync(CancellationToken cancellationToken);
}
