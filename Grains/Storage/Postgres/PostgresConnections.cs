using Microsoft.Extensions.Configuration;
using Npgsql;

namespace OrleansAiJobs.Grains.Storage.Postgres;

internal static class PostgresConnections
{
    private const string PlansThatLast = "-c plan_cache_mode=force_generic_plan -c enable_seqscan=off -c enable_hashjoin=off -c enable_mergejoin=off -c jit=off";
    private const string Wanted = "ConnectionStrings:postgres must say where the database is, such as Host=localhost;Database=ai;Username=ai;Password=...";

    /// <summary>What is wrong with <c>ConnectionStrings:postgres</c>, without repeating it: it holds the password.</summary>
    public static IEnumerable<string> Check(IConfiguration configuration)
    {
        if (configuration.GetConnectionString("postgres") is not { Length: > 0 } connection)
        {
            return [Wanted + "."];
        }

        try
        {
            return string.IsNullOrEmpty(new NpgsqlConnectionStringBuilder(connection).Host) ? [Wanted + "; it names no host."] : [];
        }
        catch (ArgumentException)
        {
            return [Wanted + "; it is no connection string."];
        }
    }

    /// <summary>
    /// The pool for <c>ConnectionStrings:postgres</c>. Its time-outs are ours, whatever the string says: callers wait no longer.
    /// Plans last: one that was made when the table was empty must serve when it is full, so every plan goes by an index, and depends on no values.
    /// </summary>
    /// <exception cref="StorageException">The string is none.</exception>
    public static NpgsqlDataSource Create(string connectionString)
    {
        try
        {
            var settings = new NpgsqlConnectionStringBuilder(connectionString)
            {
                // Seconds to connect.
                Timeout = 2,
                // None for commands: every call has a bound of its own, and see DetachedTimeout for what Npgsql's would block.
                CommandTimeout = 0,
                // No session state is ever changed; and a reset, which travels ahead of the next command, would put its cancellation off.
                NoResetOnClose = true,
                // After a cancelled command, do not wait for the server to agree: it may be the one that hangs.
                CancellationTimeout = -1,
            };
            settings.Options = string.Join(' ', PlansThatLast, settings.Options);
            settings.ApplicationName ??= "orleans-ai-jobs";
            return NpgsqlDataSource.Create(settings);
        }
        catch (ArgumentException e)
        {
            // Without its message: it may quote the string, password included.
            throw new StorageException("ConnectionStrings:postgres is no connection string such as Host=localhost;Database=ai;Username=ai;Password=...", e);
        }
    }
}
