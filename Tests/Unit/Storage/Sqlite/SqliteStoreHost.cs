using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;
using OrleansAiJobs.Grains.Storage;
using OrleansAiJobs.Grains.Storage.Sqlite;

namespace OrleansAiJobs.Tests.Unit.Storage.Sqlite;

/// <summary>A temporary folder.</summary>
internal sealed class SqliteStoreHost : IStoreHost
{
    private SqliteStoreHost(string folder) => Folder = folder;

    public string Folder { get; }

    public string DatabaseFile => Path.Combine(Folder, "ai-jobs.db");

    public static SqliteStoreHost Create() => new(Directory.CreateTempSubdirectory("ai-jobs-").FullName);

    public SqliteJobStore CreateStore() => new(Options.Create(new StorageOptions { Path = Folder }), TimeProvider.System);

    /// <summary>Opens the file as any other program would.</summary>
    public SqliteConnection Connect()
    {
        var connection = new SqliteConnection($"Data Source={DatabaseFile};Pooling=False");
        connection.Open();
        return connection;
    }

    public async Task<IAiJobStore> OpenAsync()
    {
        var store = CreateStore();
        await store.PrepareAsync(CancellationToken.None);
        return store;
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(Folder, recursive: true);
        return ValueTask.CompletedTask;
    }
}
