using OrleansAiJobs.Tests.Benchmarks.Figures;

namespace OrleansAiJobs.Tests.Benchmarks.Sites;

/// <summary>
/// How long the disk of the stores takes for somebody who has nothing to do with them: one page, written to the same place again and again and
/// flushed. While it stands still here, no commit of a store can end either.
/// </summary>
internal sealed class DiskWatch : IDisposable
{
    // Of Postgres.
    private const int PageBytes = 8_192;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private readonly CancellationTokenSource _stop = new();
    private readonly List<(long From, long To)> _flushes = [];
    private readonly Thread _thread;

    private DiskWatch()
    {
        // A thread of its own: a flush blocks it, at times for a second.
        _thread = new Thread(Flush) { IsBackground = true, Name = "disk watch" };
        _thread.Start();
    }

    public static DiskWatch Start() => new();

    /// <summary>Ends it: what it has measured.</summary>
    public Durations Stop()
    {
        _stop.Cancel();
        _thread.Join();
        return Durations.Between(_flushes);
    }

    public void Dispose()
    {
        Stop();
        _stop.Dispose();
    }

    private void Flush()
    {
        // Where the stores' folders are.
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        using var file = File.OpenHandle(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, FileOptions.DeleteOnClose);
        var page = new byte[PageBytes];
        do
        {
            page[0]++;
            var from = TimeProvider.System.GetTimestamp();
            RandomAccess.Write(file, page, 0);
            RandomAccess.FlushToDisk(file);
            _flushes.Add((from, TimeProvider.System.GetTimestamp()));
        }
        while (!_stop.Token.WaitHandle.WaitOne(Pause));
    }
}
