namespace OrleansAiJobs.Grains.Storage;

/// <summary>The table <c>data_protection_keys</c>.</summary>
internal interface IKeyStore
{
    /// <exception cref="StorageException">The database cannot be reached or refuses.</exception>
    Task<IReadOnlyList<string>> ReadAllAsync(CancellationToken cancellationToken);

    /// <summary>The same name again changes nothing.</summary>
    /// <exception cref="StorageException">The database cannot be reached or refuses.</exception>
    Task AddAsync(string name, string xml, CancellationToken cancellationToken);
}
