using System.Globalization;
using System.Reflection;
using Orleans.CodeGeneration;
using OrleansAiJobs.Grains.Interfaces.Jobs;

namespace OrleansAiJobs.Tests.Unit.Contracts;

/// <summary>Silos and frontends of two versions talk to each other in a rolling upgrade: what the baseline has stays (docs/decisions/0011).</summary>
public sealed class GrainContractsTests
{
    private static readonly Assembly[] Assemblies = [typeof(IAiJobGrain).Assembly, typeof(Grains.Hosting.AiJobsSiloExtensions).Assembly];

    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Contracts");
    private static readonly string Current = Path.Combine(Folder, "grain-contracts.current.txt");
    private static readonly string WayOut = $"If no release has the old contract yet: cp {Current} Tests/Unit/Contracts/grain-contracts.txt";

    [Fact]
    public void Nothing_of_the_baseline_has_changed_or_gone()
    {
        var current = Describe().ToArray();
        File.WriteAllLines(Current, current);

        string[] gone = [.. Baseline().Except(current, StringComparer.Ordinal)];

        Assert.NotEmpty(Baseline());
        Assert.True(gone.Length == 0, $"Gone or changed:\n{string.Join('\n', gone)}\n{WayOut}");
    }

    [Fact]
    public void An_interface_that_has_gained_a_method_has_a_new_version()
    {
        var baseline = Baseline();

        string[] forgotten = [.. Interfaces()
            .Where(contract => Version(contract) == 0)
            .SelectMany(contract => Methods(contract).Except(baseline, StringComparer.Ordinal))];

        Assert.True(forgotten.Length == 0, $"New, in an interface without [Version]:\n{string.Join('\n', forgotten)}\n{WayOut}");
    }

    private static HashSet<string> Baseline() => [.. File.ReadLines(Path.Combine(Folder, "grain-contracts.txt"))];

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
