using System.Net.Sockets;
using Npgsql;

namespace OrleansAiJobs.Grains.Storage.Postgres;

internal static class PostgresErrors
{
    /// <summary>The connection, the server or a rival transaction failed: the same may succeed a moment later.</summary>
    public static bool IsTransient(Exception exception) => exception switch
    {
        // 08 connection, 40 rollback (deadlock), 53 resources, 55 object in use, 57 operator, 58 system; 25006: read-only, as in a failover.
        PostgresException e => e.SqlState[..2] is "08" or "40" or "53" or "55" or "57" or "58" || string.Equals(e.SqlState, PostgresErrorCodes.ReadOnlySqlTransaction, StringComparison.Ordinal),
        NpgsqlException or TimeoutException or IOException or SocketException => true,
        _ => false,
    };

    /// <summary>Postgres does not take one of the rows: 22 data, 23 constraint, 54 limit.</summary>
    public static bool ConcernsRow(PostgresException exception) => exception.SqlState[..2] is "22" or "23" or "54";

    /// <summary>A row of that id is there already.</summary>
    public static bool Exists(PostgresException exception) =>
        string.Equals(exception.SqlState, PostgresErrorCodes.UniqueViolation, StringComparison.Ordinal);

    /// <summary>What keeps Postgres from taking it is that a row is missing that it refers to.</summary>
    public static bool ConcernsAnother(PostgresException exception) =>
        string.Equals(exception.SqlState, PostgresErrorCodes.ForeignKeyViolation, StringComparison.Ordinal);
}
