using System.Globalization;
using Npgsql;

namespace OrleansAiJobs.Tests.Servers;

/// <summary>A Postgres of its own for one test run: a throw-away cluster in a temporary folder, on a free port of 127.0.0.1, as durable as a real one.</summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private readonly string _programs;
    private readonly string _folder;
    private int _databases;

    private PostgresServer(string programs, string folder)
    {
        _programs = programs;
        _folder = folder;
        // A test host that is told to stop in the middle of a run must not leave a server behind.
        AppDomain.CurrentDomain.ProcessExit += OnProcessExit;
    }

    public int Port { get; private set; }

    /// <summary>The operating system's number for the process that all its others descend from.</summary>
    public int ProcessId => int.Parse(File.ReadLines(Path.Combine(Data, "postmaster.pid")).First(), CultureInfo.InvariantCulture);

    private string Data => Path.Combine(_folder, "data");

    /// <exception cref="InvalidOperationException">Postgres is not installed, or does not start.</exception>
    public static async Task<PostgresServer> StartAsync()
    {
        var server = new PostgresServer(FindPrograms(), Directory.CreateTempSubdirectory("ai-jobs-postgres-").FullName);
        try
        {
            await server.CreateClusterAsync();
            await server.ListenAsync();
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    public string ConnectionString(string database) => $"Host=127.0.0.1;Port={Port};Username=postgres;Database={database}";

    /// <summary>Creates an empty database and returns its connection string.</summary>
    public async Task<string> CreateDatabaseAsync()
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"test_{Interlocked.Increment(ref _databases)}");
        await using var source = NpgsqlDataSource.Create(ConnectionString("postgres") + ";Pooling=false");
        await using var command = source.CreateCommand($"CREATE DATABASE {name}");
        await command.ExecuteNonQueryAsync();
        return ConnectionString(name);
    }

    /// <summary>
    /// Has 1 GB of files ready for its write-ahead log, as a server that has run for a while: it uses the old ones again. A new one makes each file of 16 MB
    /// when it is needed, while somebody waits for a commit.
    /// </summary>
    public async Task FillLogAsync()
    {
        await using var source = NpgsqlDataSource.Create(ConnectionString("postgres") + ";Pooling=false");
        foreach (var sql in (string[])
            [
                "ALTER SYSTEM SET min_wal_size = '1GB'",
                "SELECT pg_reload_conf()",
                "DO $$ BEGIN FOR file IN 1..64 LOOP PERFORM pg_logical_emit_message(false, 'fill', ''), pg_switch_wal(); END LOOP; END $$",
                "CHECKPOINT",
            ])
        {
            await using var command = source.CreateCommand(sql);
            await command.ExecuteNonQueryAsync();
        }
    }

    /// <summary>Ends every connection and process at once, as a crash would, and starts again on the same port.</summary>
    public async Task CrashAndRestartAsync()
    {
        await ControlAsync("stop", "-m", "immediate");
        await StartOnPortAsync();
    }

    public Task CrashAsync() => ControlAsync("stop", "-m", "immediate");

    /// <summary>After a crash: on the same port, with the same data.</summary>
    public Task StartAgainAsync() => StartOnPortAsync();

    /// <summary>A crash that takes all the data with it.</summary>
    public async Task LoseAllAsync()
    {
        await CrashAsync();
        Directory.Delete(Data, recursive: true);
    }

    /// <summary>After all was lost: on the same port, as empty as at first. The databases get the same names again, in the order of their creation.</summary>
    public async Task StartEmptyAsync()
    {
        _databases = 0;
        await CreateClusterAsync();
        await StartOnPortAsync();
    }

    public async ValueTask DisposeAsync()
    {
        AppDomain.CurrentDomain.ProcessExit -= OnProcessExit;
        if (File.Exists(Path.Combine(Data, "postmaster.pid")))
        {
            await CrashAsync();
        }

        Directory.Delete(_folder, recursive: true);
    }

    private static string FindPrograms()
    {
        const string Root = "/usr/lib/postgresql";
        var versions = Directory.Exists(Root) ? Directory.GetDirectories(Root) : [];
        return versions
            .Where(folder => File.Exists(Path.Combine(folder, "bin", "initdb")))
            .OrderByDescending(folder => int.TryParse(Path.GetFileName(folder), out var version) ? version : 0)
            .Select(folder => Path.Combine(folder, "bin"))
            .FirstOrDefault()
            ?? throw new InvalidOperationException("These tests need a real Postgres: apt-get install postgresql (its programs in /usr/lib/postgresql/*/bin are enough; no running server is used).");
    }

    private async Task CreateClusterAsync()
    {
        if (Account is { } account)
        {
            await Shell.RunAsync("chown", _folder, account, _folder);
        }

        await RunAsync("initdb", "-D", Data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync");
    }

    private async Task ListenAsync()
    {
        // Between finding a free port and listening on it, somebody else may take it.
        for (var attempt = 1; ; attempt++)
        {
            Port = FreePort.Find();
            try
            {
                await StartOnPortAsync();
                return;
            }
            catch (InvalidOperationException e) when (attempt < 5)
            {
                _ = e;
            }
        }
    }

    private async Task StartOnPortAsync()
    {
        var log = Path.Combine(_folder, "log");
        try
        {
            // After a crash it makes sure of its files all at once, instead of opening each of some ten thousand.
            await ControlAsync("start", "-l", log, "-o", $"-p {Port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={_folder} -c fsync=on -c recovery_init_sync_method=syncfs -c max_connections=200");
        }
        catch (InvalidOperationException e)
        {
            var said = File.Exists(log) ? await File.ReadAllTextAsync(log) : "";
            throw new InvalidOperationException($"Postgres does not start on port {Port}: {e.Message}{said}", e);
        }
    }

    private Task ControlAsync(params string[] arguments) => RunAsync("pg_ctl", ["-D", Data, "-w", .. arguments]);

    // Postgres refuses to run as root.
    private Task RunAsync(string program, params string[] arguments)
    {
        var path = Path.Combine(_programs, program);
        return Account is { } account
            ? Shell.RunAsync("runuser", _folder, ["-u", account, "--", path, .. arguments])
            : Shell.RunAsync(path, _folder, arguments);
    }

    private static string? Account =>
        !string.Equals(Environment.UserName, "root", StringComparison.Ordinal) ? null
        : File.ReadLines("/etc/passwd").Any(line => line.StartsWith("postgres:", StringComparison.Ordinal)) ? "postgres"
        : "nobody";

    private void OnProcessExit(object? sender, EventArgs e) => CrashAsync().Wait(TimeSpan.FromSeconds(10));
}
