namespace OrleansAiJobs.Tests.Benchmarks.Sites;

/// <summary>A process that serves, and what the operating system knows of it.</summary>
/// <param name="Name">Ours for it.</param>
/// <param name="Id">The operating system's.</param>
/// <param name="Role">What it is there for.</param>
internal sealed record ServerProcess(string Name, int Id, ServerRole Role)
{
    /// <summary>CPU seconds since it started; of Postgres with all its processes, also those that have ended.</summary>
    public double CpuSeconds => Role is ServerRole.Store
        ? ProcessFiles.CpuSecondsOfAll(Id)
        : ProcessFiles.CpuSeconds(Id);

    /// <summary>
    /// Bytes in memory now. Of one process its resident set; of Postgres the proportional sets of all its processes,
    /// since what they share counts once.
    /// </summary>
    public long MemoryBytes => Role is ServerRole.Store
        ? ProcessFiles.ProportionalBytesOfAll(Id)
        : ProcessFiles.ResidentBytes(Id);

    /// <summary>The most bytes it had in memory since <see cref="ForgetPeak"/>; of one process only.</summary>
    public long PeakMemoryBytes => ProcessFiles.PeakResidentBytes(Id);

    public void ForgetPeak() => ProcessFiles.ForgetPeak(Id);
}
