using System.Globalization;
using System.Reflection;
using Orleans.CodeGeneration;
using OrleansAiJobs.Grains.Interfaces.Jobs;

namespace OrleansAiJobs.Tests.Unit.Contracts;

/// <summary>Silos and frontends of two versions talk to each other in a rolling upgrade: what the baseline has stays (docs/decisions/0011).</summary>
public sealed class GrainContractsTests
{
    private static readonly Assembly[] Assemblies = [typeof(IAiJobGrain).Assembly, typeof(Grains.Hosting.AiJobsSiloExtensions).Assembly];

    [Fact]
    public void Nothing_of_the_baseline_has_changed_or_gone()
    {
        var current = Describe().ToArray();

        var gone = Baseline().Except(current, StringComparer.Ordinal);

        Assert.True(current.Length > 0);
        Assert.True(!gone.Any(), $"Gone or changed:\n{string.Join('\n', gone)}\nThe contracts are:\n{string.Join('\n', current)}");
    }

    [Fact]
    public void An_interface_that_has_gained_a_method_has_a_new_version()
    {
        var baseline = Baseline();

        var forgotten = Interfaces()
            .Where(contract => Version(contract) == 0)
            .SelectMany(contract => Methods(contract).Except(baseline, StringComparer.Ordinal));

        Assert.Empty(forgotten);
    }

    private static HashSet<string> Baseline() => [.. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Contracts", "grain-contracts.txt"))];

    private static IEnumerable<string> Describe() => Interfaces().SelectMany(Methods).Concat(Types().SelectMany(Members)).Order(StringComparer.Ordinal);

    private static IEnumerable<Type> Interfaces() => Assemblies.SelectMany(assembly => assembly.GetTypes())
        .Where(type => type.IsInterface && type.IsAssignableTo(typeof(IAddressable)));

    private static IEnumerable<Type> Types() => Assemblies.SelectMany(assembly => assembly.GetTypes())
        .Where(type => type.GetCustomAttribute<GenerateSerializerAttribute>() is not null);

    private static ushort Version(Type contract) => contract.GetCustomAttribute<VersionAttribute>()?.Version ?? 0;

    private static IEnumerable<string> Methods(Type contract) => contract.GetMethods().Select(method =>
        $"{Alias(contract)}.{method.GetCustomAttribute<AliasAttribute>()?.Alias ?? method.Name}"
        + $"({string.Join(", ", method.GetParameters().Select(parameter => Name(parameter.ParameterType)))}): {Name(method.ReturnType)}");

    private static IEnumerable<string> Members(Type type) => type
        .GetMembers(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
        .Select(member => (Id: member.GetCustomAttribute<IdAttribute>()?.Id, Type: (member as PropertyInfo)?.PropertyType ?? (member as FieldInfo)?.FieldType))
        .Where(member => member is { Id: not null, Type: not null })
        .Select(member => string.Create(CultureInfo.InvariantCulture, $"{Alias(type)} {member.Id}: {Name(member.Type!)}"));

    private static string Alias(Type type) => type.GetCustomAttribute<AliasAttribute>()?.Alias ?? type.FullName!;

    private static string Name(Type type) => type.IsGenericType
        ? $"{type.Name[..type.Name.IndexOf('`', StringComparison.Ordinal)]}<{string.Join(", ", type.GenericTypeArguments.Select(Name))}>"
        : type.GetCustomAttribute<AliasAttribute>()?.Alias ?? type.Name;
}
