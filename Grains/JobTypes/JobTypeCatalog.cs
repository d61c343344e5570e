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

    /// <exception cref="InvalidOperationException">A stored job has a type that is no longer registered.</exception>
    public IJobType Get(string name) => TryGet(name, out var type)
        ? type
        : throw new InvalidOperationException($"No job type '{name}' is registered; register it again to finish its stored jobs.");

    /// <summary>What people read while a job of that type runs; a general word for a type that is no longer registered.</summary>
    public string WorkingMessage(string name) => TryGet(name, out var type) ? type.WorkingMessage : "Working…";
}
