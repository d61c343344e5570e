using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace OrleansAiJobs.Tests.Benchmarks.Figures;

/// <summary>What the runs of a benchmark have measured: a table for people, then one line of JSON.</summary>
/// <param name="conditions">Under which they ran, by name.</param>
/// <param name="runs">The figures of each run, the same ones in the same order.</param>
internal sealed class Report(IReadOnlyDictionary<string, object> conditions, IReadOnlyList<IReadOnlyList<Figure>> runs)
{
    private const int ColumnWidth = 12;

    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public void Write(TextWriter output)
    {
        output.WriteLine(string.Join(", ", conditions.Select(condition => $"{condition.Key} {condition.Value}")));
        output.WriteLine();
        WriteTable(output);
        output.WriteLine();
        output.WriteLine(Json());
    }

    private void WriteTable(TextWriter output)
    {
        var nameWidth = runs[0].Max(figure => figure.Name.Length);
        var unitWidth = runs[0].Max(figure => figure.Unit.Length);
        for (var row = 0; row < runs[0].Count; row++)
        {
            var figure = runs[0][row];
            output.Write($"{figure.Name.PadRight(nameWidth)}  {figure.Unit.PadRight(unitWidth)}  {Number(Median(row)).PadLeft(ColumnWidth)}");
            output.WriteLine(runs.Count == 1 ? "" : $"   of {string.Join("  ", runs.Select(run => Number(run[row].Value)))}");
        }
    }

    private string Json()
    {
        var figures = runs[0].Select((figure, row) => (JsonNode)new JsonObject
        {
            ["name"] = figure.Name,
            ["unit"] = figure.Unit,
            ["median"] = Rounded(Median(row)),
            ["runs"] = new JsonArray([.. runs.Select(run => Rounded(run[row].Value))]),
        });
        return new JsonObject
        {
            ["conditions"] = JsonSerializer.SerializeToNode(conditions),
            ["figures"] = new JsonArray([.. figures]),
        }.ToJsonString(Plain);
    }

    private double Median(int row)
    {
        var values = runs.Select(run => run[row].Value).Order().ToArray();
        return values.Length % 2 == 1 ? values[values.Length / 2] : (values[(values.Length / 2) - 1] + values[values.Length / 2]) / 2;
    }

    private static string Number(double value) => double.IsNaN(value) ? "-" : value.ToString(Math.Abs(value) >= 100 ? "N0" : "N2", CultureInfo.InvariantCulture);

    // JSON has no NaN.
    private static JsonValue? Rounded(double value) => double.IsNaN(value) ? null : JsonValue.Create(Math.Round(value, 3));
}
