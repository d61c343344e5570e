using System.Collections.Concurrent;
using System.Data;
using Npgsql;

namespace OrleansAiJobs.Grains.Storage.Postgres;

/// <summary>
/// A few connections that stay open; lent is the one that was used last. The pool lends the one that has rested longest, so that on a quiet site
/// each statement is run by another of the server's processes, which has nothing of it at hand.
/// </summary>
/// <param name="dataSource">Where they come from, and go when there are too many.</param>
/// <param name="most">How many rest at most.</param>
internal sealed class KeptConnections(NpgsqlDataSource dataSource, int most) : IAsyncDisposable
{
    private readonly ConcurrentStack<NpgsqlConnection> _resting = [];

    /// <summary>How many wait to be lent.</summary>
    public int Resting => _resting.Count;

    /// <summary>Does the work on one of them. When it breaks, those at rest are given up, too: what broke it may have broken them.</summary>
    public async Task<T> UseAsync<T>(Func<NpgsqlConnection, Task<T>> work, CancellationToken cancellationToken)
    {
        if (!_resting.TryPop(out var connection))
        {
            connection = await dataSource.OpenConnectionAsync(cancellationToken);
        }

        try
        {
            var result = await work(connection);
            await KeepAsync(connection);
            return result;
        }
        catch (PostgresException) when (connection.State is ConnectionState.Open)
        {
            // The server does not take what it was sent, and waits for more.
            await KeepAsync(connection);
            throw;
        }
        catch
        {
            await connection.DisposeAsync();
            await DisposeAsync();
            throw;
        }
    }

    /// <summary>Gives up those at rest.</summary>
    public async ValueTask DisposeAsync()
    {
        while (_resting.TryPop(out var connection))
        {
            await connection.DisposeAsync();
        }
    }

    private ValueTask KeepAsync(NpgsqlConnection connection)
    {
        if (Resting >= most)
        {
            return connection.DisposeAsync();
        }

        _resting.Push(connection);
        return ValueTask.CompletedTask;
    }
}
