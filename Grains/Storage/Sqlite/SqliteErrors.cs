using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace OrleansAiJobs.Grains.Storage.Sqlite;

internal static class SqliteErrors
{
    /// <summary>The file is locked, the disk is full or fails: the same may succeed a moment later.</summary>
    public static bool IsTransient(Exception exception) =>
        exception is SqliteException
        {
            SqliteErrorCode: raw.SQLITE_BUSY or raw.SQLITE_LOCKED or raw.SQLITE_IOERR or raw.SQLITE_FULL or raw.SQLITE_CANTOPEN or raw.SQLITE_PROTOCOL,
        };

    /// <summary>SQLite does not take this row; others are not concerned.</summary>
    public static bool ConcernsRow(SqliteException exception) =>
        exception.SqliteErrorCode is raw.SQLITE_CONSTRAINT or raw.SQLITE_TOOBIG or raw.SQLITE_MISMATCH;
}
