namespace OrleansAiJobs.Tests.Apps;

/// <summary>One process of a cluster, which may be ended and started again with the same settings.</summary>
public abstract class ClusterNode(string name, string dll, string startedLine, IReadOnlyDictionary<string, string> settings) : IAsyncDisposable
{
    private readonly List<string> _earlierOutputs = [];
    private AppProcess? _process;

    public string Name => name;

    public AppProcess Process => _process ?? throw new InvalidOperationException("It has not been started.");

    /// <summary>What all its processes so far have written.</summary>
    public string Output => string.Join("\n--- started again ---\n", [.. _earlierOutputs, _process?.Output ?? ""]);

    public async Task StartAsync()
    {
        if (_process is not null)
        {
            _earlierOutputs.Add(_process.Output);
            await _process.DisposeAsync();
        }

        (_process, var line) = await AppProcess.StartAsync(dll, startedLine, settings);
        Started(line);
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            await _process.DisposeAsync();
        }

        GC.SuppressFinalize(this);
    }

    /// <param name="line">The line that said so.</param>
    protected virtual void Started(string line)
    {
    }
}
