using System.Collections.Concurrent;

namespace OrleansAiJobs.Grains.History;

/// <summary>The admissions of those users whose grains are on this silo. Safe for many threads.</summary>
internal sealed class OpenAdmissions
{
    private readonly ConcurrentDictionary<Guid, Admissions> _users = new();

    /// <summary>The user's grain is here.</summary>
    public void Open(Guid userId, Admissions admissions) => _users[userId] = admissions;

    /// <summary>The user's grain goes. Another activation that has opened its own meanwhile keeps them.</summary>
    public void Close(Guid userId, Admissions admissions) => _users.TryRemove(KeyValuePair.Create(userId, admissions));

    /// <summary>Lets the job in if that can be told here and now; else the user's grain is to be asked.</summary>
    public bool TryAdmit(Guid userId, Guid jobId, int version, DateTimeOffset now) =>
        _users.TryGetValue(userId, out var admissions) && admissions.TryAdmit(jobId, version, now);
}
