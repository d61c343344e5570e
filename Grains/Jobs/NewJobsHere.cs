using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Metadata;
using Orleans.Placement;
using Orleans.Runtime.GrainDirectory;
using OrleansAiJobs.Grains.Interfaces.Jobs;

namespace OrleansAiJobs.Grains.Jobs;

/// <summary>
/// The grain directory's cache. A job that has just been submitted alone it takes for one of this silo's, unless it knows better: to ask the
/// directory and then to place the job, only to find that nobody has it, would cost more than the rest of its activation.
/// </summary>
/// <remarks>
/// When it is wrong, the directory says so as soon as the activation is to be registered, before anything of the grain runs, and Orleans forwards
/// whatever waits for it. Clients deal grains to gateways by hash, so silos get as many jobs each as by <see cref="RandomPlacementAttribute"/>.
/// </remarks>
internal sealed class NewJobsHere : IGrainDirectoryCache, IAsyncDisposable
{
    /// <summary>By then its first call has come, or finds its way like any other.</summary>
    public static readonly TimeSpan Age = TimeSpan.FromSeconds(1);

    private readonly IGrainDirectoryCache _known;
    private readonly GrainType _jobs;
    private readonly SiloAddress _here;
    private readonly ISiloStatusOracle _silos;
    private readonly TimeProvider _time;

    /// <param name="services">For the cache of what is known, which is Orleans' own.</param>
    /// <param name="options">Its size.</param>
    /// <param name="types">Tells jobs from other grains.</param>
    /// <param name="here">This silo.</param>
    /// <param name="silos">Whether it takes grains: neither before it has joined the cluster nor when it is about to leave.</param>
    /// <param name="time">Tells how old a job is.</param>
    public NewJobsHere(
        IServiceProvider services,
        IOptions<GrainDirectoryOptions> options,
        GrainTypeResolver types,
        ILocalSiloDetails here,
        ISiloStatusOracle silos,
        TimeProvider time)
    {
        _known = GrainDirectoryCacheFactory.CreateGrainDirectoryCache(services, options.Value);
        _jobs = types.GetGrainType(typeof(AiJobGrain));
        _here = here.SiloAddress;
        _silos = silos;
        _time = time;
    }

    public IEnumerable<(GrainAddress ActivationAddress, int Version)> KeyValues => _known.KeyValues;

    public bool LookUp(GrainId key, [NotNullWhen(true)] out GrainAddress? result, out int version)
    {
        if (_known.LookUp(key, out result, out version))
        {
            return true;
        }

        result = IsNewHere(key) ? new GrainAddress { GrainId = key, SiloAddress = _here } : null;
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

    private bool IsNewHere(GrainId key) =>
        key.Type == _jobs
        && _silos.CurrentStatus == SiloStatus.Active
        && NewJobId.IsAloneAndNewer(JobIds.FromGrain(key), Age, _time.GetUtcNow());
}
