namespace OrleansAiJobs.WebFrontend.Http;

/// <summary>The member names seen so far in the object that is open at each depth.</summary>
internal sealed class MemberNames
{
    private readonly HashSet<string>?[] _byDepth = new HashSet<string>?[JsonCheck.MaxDepth + 1];

    /// <summary>An object opens at this depth.</summary>
    public void Begin(int depth) => _byDepth[depth]?.Clear();

    /// <summary>False when the object has a member of that name already.</summary>
    /// <param name="depth">The depth of the name, one below that of its object.</param>
    /// <param name="name">The name without escapes.</param>
    public bool Add(int depth, string name) => (_byDepth[depth - 1] ??= new HashSet<string>(StringComparer.Ordinal)).Add(name);
}
