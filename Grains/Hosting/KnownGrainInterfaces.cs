using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Metadata;
using Orleans.Serialization.TypeSystem;

namespace OrleansAiJobs.Grains.Hosting;

/// <summary>
/// Remembers what Orleans calls each grain interface: by itself it asks the interface's attributes and formats its name every time that
/// a grain is addressed.
/// </summary>
internal sealed class KnownGrainInterfaces(IServiceProvider services, TypeConverter types) : IGrainInterfaceTypeProvider
{
    private readonly ConcurrentDictionary<Type, GrainInterfaceType> _known = [];
    private readonly GrainInterfaceTypeResolver _orleans = new([new AttributeGrainInterfaceTypeProvider(services)], types);

    /// <summary>To be asked before all others.</summary>
    public static void AddTo(IServiceCollection services) =>
        services.Insert(0, ServiceDescriptor.Singleton<IGrainInterfaceTypeProvider, KnownGrainInterfaces>());

    public bool TryGetGrainInterfaceType(Type type, out GrainInterfaceType grainInterfaceType)
    {
        grainInterfaceType = _known.GetOrAdd(type, _orleans.GetGrainInterfaceType);
        return true;
    }
}
