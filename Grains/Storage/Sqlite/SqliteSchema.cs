using Microsoft.Data.Sqlite;

namespace OrleansAiJobs.Grains.Storage.Sqlite;

/// <summary>Brings a database file up to date; <c>PRAGMA user_version</c> says which script ran last.</summary>
internal static class SqliteSchema
{
    public static void Upgrade(SqliteConnection connection)
    {
        var scripts = SchemaScript.Beside(typeof(SqliteSchema));
        foreach (var script in SchemaScript.After(VersionOf(connection), scripts, connection.DataSource))
        {
            using var transaction = connection.BeginTransaction();
            Run(connection, transaction, script.Sql);
            Run(connection, transaction, $"PRAGMA user_version = {script.Number}");
            transaction.Commit();
        }
    }

    private static int VersionOf(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA user_version";
        return Convert.ToInt32(command.ExecuteScalar());
    }

    private static void Run(SqliteConnection connection, SqliteTransaction transaction, string sql)
    {
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
