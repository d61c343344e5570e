using System.Diagnostics.CodeAnalysis;

namespace OrleansAiJobs.Grains.JobTypes;

/// <summary>The registered job types by name.</summary>
internal sealed class JobTypeCatalog
{
    private readonly Dictionary<string, IJobType> _types;

    public JobTypeCatalog(IEnumerable<IJobType> types)
    {
        _types = types.ToDictionary(type => type.Name, StringComparer.Ordinal);
        Names = [.. _types.Keys.Order(StringComparer.Ordinal)];
    }

    /// <summary>In alphabetical order.</summary>
    public IReadOnlyList<string> Names { get; }

    public bool TryGet(string name, [NotNullWhen(true)] out IJobType? type) => _types.TryGetValue(name, out type);
}
