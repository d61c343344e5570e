using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Metadata;
using Orleans.Placement;
using Orleans.Runtime.GrainDirectory;
using OrleansAiJobs.Grains.Interfaces.Jobs;

namespace OrleansAiJobs.Grains.Jobs;

/// <summary>
/// The grain directory's cache, which knows where a job is that was made just now, before it is there: one of the active silos, by its id. To ask the
/// directory and then to place the job, only to find that nobody has it, would cost more than the rest of its activation.
/// </summary>
/// <remarks>
/// All silos name the same one unless the cluster is changing. Then, or when a job is elsewhere for other reasons, the directory says so as soon as
/// the activation is to be registered, before anything of the grain runs, and Orleans forwards whatever waits for it. Silos get as many
/// jobs each as by <see cref="RandomPlacementAttribute"/>.
/// </remarks>
internal sealed class NewJobPlaces : IGrainDirectoryCache, IAsyncDisposable
{
    /// <summary>By then its first call has come, or finds its way like any other.</summary>
    public static readonly TimeSpan Age = TimeSpan.FromSeconds(1);

    private readonly IGrainDirectoryCache _known;
    private readonly GrainType _jobs;
    private readonly IClusterMembershipService _cluster;
    private readonly TimeProvider _time;
    private volatile Places? _places;

    /// <param name="services">For the cache of what is known, which is Orleans' own.</param>
    /// <param name="options">Its size.</param>
    /// <param name="types">Tells jobs from other grains.</param>
    /// <param name="cluster">Which silos are active.</param>
    /// <param name="time">Tells how old a job is.</param>
    public NewJobPlaces(
        IServiceProvider services,
        IOptions<GrainDirectoryOptions> options,
        GrainTypeResolver types,
        IClusterMembershipService cluster,
        TimeProvider time)
    {
        _known = GrainDirectoryCacheFactory.CreateGrainDirectoryCache(services, options.Value);
        _jobs = types.GetGrainType(typeof(AiJobGrain));
        _cluster = cluster;
        _time = time;
    }

    public IEnumerable<(GrainAddress ActivationAddress, int Version)> KeyValues => _known.KeyValues;

    public bool LookUp(GrainId key, [NotNullWhen(true)] out GrainAddress? result, out int version)
    {
        if (_known.LookUp(key, out result, out version))
        {
            return true;
        }

        result = key.Type == _jobs && PlaceOf(JobIds.FromGrain(key)) is { } place ? new GrainAddress { GrainId = key, SiloAddress = place } : null;
        return result is not null;
    }

    public void AddOrUpdate(GrainAddress value, int version) => _known.AddOrUpdate(value, version);

    public bool Remove(GrainId key) => _known.Remove(key);

    public bool Remove(GrainAddress key) => _known.Remove(key);

    public void Clear() => _known.Clear();

    public async ValueTask DisposeAsync()
    {
        if (_known is IAsyncDisposable known)
        {
            await known.DisposeAsync();
        }
    }

    private SiloAddress? PlaceOf(Guid jobId)
    {
        if (!NewJobId.IsNewer(jobId, Age, _time.GetUtcNow()))
        {
            return null;
        }

        var snapshot = _cluster.CurrentSnapshot;
        var places = _places;
        if (places?.Of != snapshot)
        {
            _places = places = new Places(snapshot);
        }

        return places.Find(jobId);
    }

    private sealed class Places(ClusterMembershipSnapshot of)
    {
        private readonly SiloAddress[] _active =
            [.. of.Members.Values.Where(member => member.Status == SiloStatus.Active).Select(member => member.SiloAddress).Order()];

        public ClusterMembershipSnapshot Of => of;

        // The hash of a Guid takes in its random bits, and is the same in every process.
        public SiloAddress? Find(Guid jobId) => _active.Length > 0 ? _active[(uint)jobId.GetHashCode() % (uint)_active.Length] : null;
    }
}
