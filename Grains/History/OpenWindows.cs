using System.Collections.Concurrent;

namespace OrleansAiJobs.Grains.History;

/// <summary>The windows of those users whose grains are on this silo. Safe for many threads.</summary>
internal sealed class OpenWindows
{
    private readonly ConcurrentDictionary<Guid, UserWindow> _users = new();

    /// <summary>The user's grain is here.</summary>
    public void Open(Guid userId, UserWindow window) => _users[userId] = window;

    /// <summary>The user's grain goes. Another activation that has opened its own meanwhile keeps it.</summary>
    public void Close(Guid userId, UserWindow window) => _users.TryRemove(KeyValuePair.Create(userId, window));

    /// <summary>Lets the job in if that can be told here and now; else the user's grain is to be asked, which looks once more.</summary>
    public bool TryAdmit(Guid userId, Guid jobId, int version, DateTimeOffset now) =>
        _users.TryGetValue(userId, out var window) && window.TryAdmit([jobId], version, now);

    /// <summary>Takes a report here and now; null where the user's grain is to be called.</summary>
    public ReportAck? Report(Guid userId, JobReport report, DateTimeOffset now) =>
        _users.TryGetValue(userId, out var window) ? window.Report(report, now) : null;
}
