using OrleansAiJobs.Grains.Interfaces.Sessions;
using OrleansAiJobs.Grains.Storage;

namespace OrleansAiJobs.Grains.Sessions;

/// <inheritdoc cref="IKeyRingGrain"/>
internal sealed class KeyRingGrain(IKeyStore store, TimeProvider time) : Grain, IKeyRingGrain
{
    private static readonly TimeSpan MakingOfFirst = TimeSpan.FromSeconds(10);

    private DateTimeOffset _firstIsDue;

    public Task<IReadOnlyList<string>> GetAllAsync(CancellationToken cancellationToken) => store.ReadAllAsync(cancellationToken);

    public Task AddAsync(string name, string xml, CancellationToken cancellationToken) => store.AddAsync(name, xml, cancellationToken);

    public async Task<bool> MayLoadAsync(CancellationToken cancellationToken)
    {
        if ((await store.ReadAllAsync(cancellationToken)).Count > 0)
        {
            return true;
        }

        var now = time.GetUtcNow();
        if (now < _firstIsDue)
        {
            return false;
        }

        _firstIsDue = now + MakingOfFirst;
        return true;
    }
}
