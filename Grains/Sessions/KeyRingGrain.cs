using OrleansAiJobs.Grains.Interfaces.Sessions;
using OrleansAiJobs.Grains.Storage;

namespace OrleansAiJobs.Grains.Sessions;

/// <inheritdoc cref="IKeyRingGrain"/>
internal sealed class KeyRingGrain(IKeyStore store) : Grain, IKeyRingGrain
{
    public Task<IReadOnlyList<string>> GetAllAsync(CancellationToken cancellationToken) => store.ReadAllAsync(cancellationToken);

    public Task AddAsync(string name, string xml, CancellationToken cancellationToken) => store.AddAsync(name, xml, cancellationToken);
}
