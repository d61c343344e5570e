namespace OrleansAiJobs.Tests.Benchmarks.Sites;

/// <summary>What each process had used at one moment.</summary>
internal sealed class Usage
{
    private readonly Dictionary<ServerProcess, double> _cpuSeconds;
    private readonly Dictionary<ServerProcess, long> _memoryBytes;

    private Usage(IReadOnlyCollection<ServerProcess> processes)
    {
        _cpuSeconds = processes.ToDictionary(process => process, process => process.CpuSeconds);
        _memoryBytes = processes.ToDictionary(process => process, process => process.MemoryBytes);
    }

    public IReadOnlyCollection<ServerProcess> Processes => _cpuSeconds.Keys;

    public static Usage Read(IReadOnlyCollection<ServerProcess> processes) => new(processes);

    public long MemoryBytes(ServerProcess process) => _memoryBytes[process];

    public double CpuSecondsSince(Usage earlier, ServerProcess process) => _cpuSeconds[process] - earlier._cpuSeconds[process];
}
