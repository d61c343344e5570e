using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace OrleansAiJobs.Tests.Cluster;

/// <summary>Keeps every line of ours from warnings on, with the scopes that it was written in. One for each host: each has scopes of its own.</summary>
internal sealed class ScopedLogs(ConcurrentQueue<ScopedLogs.Line> lines) : ILoggerProvider, ISupportExternalScope
{
    private IExternalScopeProvider _scopes = new LoggerExternalScopeProvider();

    public ILogger CreateLogger(string categoryName) => new Recorder(this, lines, categoryName.StartsWith("OrleansAiJobs.", StringComparison.Ordinal));

    public void SetScopeProvider(IExternalScopeProvider scopeProvider) => _scopes = scopeProvider;

    public void Dispose()
    {
        // Nothing to give back.
    }

    /// <summary>What was written, and the members of its scopes.</summary>
    internal sealed record Line(string Text, IReadOnlyList<KeyValuePair<string, object?>> Members)
    {
        public object? Scope(string member) => Members.LastOrDefault(one => one.Key == member).Value;
    }

    private sealed class Recorder(ScopedLogs logs, ConcurrentQueue<Line> lines, bool isOurs) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => logs._scopes.Push(state);

        public bool IsEnabled(LogLevel logLevel) => isOurs && logLevel >= LogLevel.Warning;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (!IsEnabled(logLevel))
            {
                return;
            }

            List<KeyValuePair<string, object?>> members = [];
            logs._scopes.ForEachScope((scope, found) => found.AddRange(scope as IEnumerable<KeyValuePair<string, object?>> ?? []), members);
            lines.Enqueue(new Line(formatter(state, exception), members));
        }
    }
}
