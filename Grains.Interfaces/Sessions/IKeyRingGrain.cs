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
}
