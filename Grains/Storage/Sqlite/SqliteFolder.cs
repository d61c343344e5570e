namespace OrleansAiJobs.Grains.Storage.Sqlite;

/// <summary>The folder of the embedded store, held by one process at a time.</summary>
internal sealed class SqliteFolder : IDisposable
{
    private readonly FileStream _lock;

    private SqliteFolder(string path, FileStream @lock)
    {
        DatabaseFile = Path.Combine(path, "ai-jobs.db");
        _lock = @lock;
    }

    public string DatabaseFile { get; }

    /// <summary>Creates the folder when missing, and takes it. The operating system gives it free with the process, however that ends.</summary>
    /// <exception cref="StorageException">There is no such folder, it cannot be written to, or another process has it.</exception>
    public static SqliteFolder Take(StorageOptions options)
    {
        var path = PathFrom(options);
        try
        {
            Create(path);
            var file = Path.Combine(path, "ai-jobs.lock");
            return new SqliteFolder(path, new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException e) when (Directory.Exists(path))
        {
            throw new StorageException(
                $"The folder {path} is in use by another process. Stop that process, or set {StorageOptions.Section}:{nameof(options.Path)} to another folder. ({e.Message})", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new StorageException(
                $"The folder {path} cannot be written to. Make it writable, or set {StorageOptions.Section}:{nameof(options.Path)} to another folder. ({e.Message})", e);
        }
    }

    public void Dispose() => _lock.Dispose();

    private static string PathFrom(StorageOptions options)
    {
        if (!string.IsNullOrWhiteSpace(options.Path))
        {
            return Path.GetFullPath(options.Path);
        }

        var data = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
        return Path.IsPathFullyQualified(data)
            ? Path.Combine(data, "orleans-ai-jobs")
            : throw new StorageException(
                $"This account has no folder for application data. Set {StorageOptions.Section}:{nameof(options.Path)} to a folder that survives a restart.");
    }

    // People's texts: nobody else's business.
    private static void Create(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }
}
