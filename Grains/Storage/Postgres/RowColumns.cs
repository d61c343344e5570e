using Npgsql;
using NpgsqlTypes;
using OrleansAiJobs.Grains.Storage.Rows;

namespace OrleansAiJobs.Grains.Storage.Postgres;

/// <summary>Turns rows into the parameters of a <see cref="RowStatement"/>.</summary>
internal sealed class RowColumns(NpgsqlBatchCommand command, IReadOnlyList<RowChange> rows)
{
    public RowColumns Uuids(Func<RowChange, Guid> value) => Add(value, NpgsqlDbType.Uuid);

    public RowColumns Texts(Func<RowChange, string?> value) => Add(value, NpgsqlDbType.Text);

    public RowColumns Jsons(Func<RowChange, string?> value) => Add(value, NpgsqlDbType.Jsonb);

    public RowColumns Integers(Func<RowChange, int> value) => Add(value, NpgsqlDbType.Integer);

    public RowColumns Integers(Func<RowChange, int?> value) => Add(value, NpgsqlDbType.Integer);

    public RowColumns Booleans(Func<RowChange, bool?> value) => Add(value, NpgsqlDbType.Boolean);

    public RowColumns Times(Func<RowChange, DateTimeOffset?> value) => Add(row => RowTime.Truncate(value(row)), NpgsqlDbType.TimestampTz);

    private RowColumns Add<T>(Func<RowChange, T> value, NpgsqlDbType type)
    {
        if (rows.Count == 1)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = (object?)value(rows[0]) ?? DBNull.Value, NpgsqlDbType = type });
            return this;
        }

        var values = new T[rows.Count];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = value(rows[i]);
        }

        command.Parameters.Add(new NpgsqlParameter<T[]> { TypedValue = values, NpgsqlDbType = NpgsqlDbType.Array | type });
        return this;
    }
}
