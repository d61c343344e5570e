using System.Globalization;

namespace OrleansAiJobs.Grains.Storage.Postgres;

/// <summary>
/// A statement that takes rows as its parameters: of many rows an array for each column, which <c>unnest</c> turns back into rows; of a
/// single one its values, which is less work for the server.
/// </summary>
internal sealed class RowStatement
{
    private readonly string _forOne;
    private readonly string _forMany;

    /// <param name="columns">How many columns the rows have.</param>
    /// <param name="sql">The statement, given what stands for the rows in its list of tables.</param>
    public RowStatement(int columns, Func<string, string> sql)
    {
        var parameters = string.Join(", ", Enumerable.Range(1, columns).Select(number => string.Create(CultureInfo.InvariantCulture, $"${number}")));
        _forOne = sql($"(VALUES ({parameters}))");
        _forMany = sql($"unnest({parameters})");
    }

    /// <summary>The statement for so many rows, at least one.</summary>
    public string For(int rows) => rows == 1 ? _forOne : _forMany;
}
