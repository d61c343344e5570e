using Microsoft.Extensions.DependencyInjection;
using Orleans.Metadata;
using Orleans.Serialization;
using Orleans.Serialization.TypeSystem;
using OrleansAiJobs.Grains.Hosting;
using OrleansAiJobs.Grains.Interfaces.Jobs;

namespace OrleansAiJobs.Tests.Unit.Contracts;

public sealed class KnownGrainInterfacesTests : IDisposable
{
    private readonly ServiceProvider _services = Services();

    [Fact]
    public void Every_grain_interface_is_called_as_Orleans_calls_it()
    {
        var types = _services.GetRequiredService<TypeConverter>();
        var known = new KnownGrainInterfaces(_services, types);
        var orleans = new GrainInterfaceTypeResolver([new AttributeGrainInterfaceTypeProvider(_services)], types);
        Type[] interfaces = [.. GrainInterfaces(typeof(IAiJobGrain)), .. GrainInterfaces(typeof(KnownGrainInterfaces)), .. GrainInterfaces(typeof(IManagementGrain))];

        Assert.Contains(typeof(IAiJobGrain), interfaces);
        Assert.All([.. interfaces, .. interfaces], type =>
        {
            Assert.True(known.TryGetGrainInterfaceType(type, out var name));
            Assert.Equal(orleans.GetGrainInterfaceType(type), name);
        });
    }

    [Fact]
    public void It_is_asked_before_all_others() =>
        Assert.IsType<KnownGrainInterfaces>(_services.GetServices<IGrainInterfaceTypeProvider>().First());

    public void Dispose() => _services.Dispose();

    private static ServiceProvider Services()
    {
        var services = new ServiceCollection();
        services.AddSerializer();
        services.AddSingleton<IGrainInterfaceTypeProvider, AttributeGrainInterfaceTypeProvider>();
        KnownGrainInterfaces.AddTo(services);
        return services.BuildServiceProvider();
    }

    private static IEnumerable<Type> GrainInterfaces(Type besides) =>
        besides.Assembly.GetTypes().Where(type => type is { IsInterface: true, ContainsGenericParameters: false } && type.IsAssignableTo(typeof(IAddressable)));
}
