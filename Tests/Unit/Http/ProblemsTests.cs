using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using OrleansAiJobs.WebFrontend.Http;

namespace OrleansAiJobs.Tests.Unit.Http;

public sealed partial class ProblemsTests
{
    [Fact]
    public void The_catalogue_is_the_table_of_the_contract()
    {
        var documented = ReadTable().Order().ToArray();

        var catalogued = Catalogue().Select(kind => (kind.Status, kind.Code)).Order().ToArray();

        Assert.Equal(documented, catalogued);
    }

    [Fact]
    public void Every_kind_has_a_type_and_a_title_of_its_own()
    {
        var kinds = Catalogue();

        Assert.Equal(kinds.Count, kinds.DistinctBy(kind => kind.Type).Count());
        Assert.Equal(kinds.Count, kinds.DistinctBy(kind => kind.Title).Count());
        Assert.All(kinds, kind => Assert.True(Uri.IsWellFormedUriString(kind.Type, UriKind.Absolute), kind.Type));
    }

    [Theory]
    [InlineData(401, "unauthenticated")]
    [InlineData(404, "not_found")]
    [InlineData(405, "method_not_allowed")]
    [InlineData(413, "too_large")]
    [InlineData(415, "unsupported_media_type")]
    [InlineData(500, "internal")]
    [InlineData(503, "temporarily_unavailable")]
    [InlineData(400, "bad_request")]
    [InlineData(408, "request_timeout")]
    [InlineData(416, "range_not_satisfiable")]
    [InlineData(499, "client_closed_request")]
    [InlineData(599, "refused")]
    public void A_bare_status_gets_a_code(int status, string code)
    {
        var problem = Problems.FromStatus(status);

        Assert.Equal((status, code), (problem.Kind.Status, problem.Kind.Code));
    }

    private static List<ProblemKind> Catalogue() =>
        [.. typeof(Problems).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => field.GetValue(null)).OfType<ProblemKind>()];

    // A cell may hold several statuses, and then as many groups of codes, parted by slashes.
    private static IEnumerable<(int Status, string Code)> ReadTable()
    {
        var lines = File.ReadLines(Path.Combine(RepositoryRoot(), "docs", "api.md"));
        foreach (var match in lines.Select(line => Row().Match(line)).Where(match => match.Success))
        {
            var statuses = match.Groups["statuses"].Value.Split(" / ");
            var groups = match.Groups["codes"].Value.Split(" / ");
            for (var i = 0; i < statuses.Length; i++)
            {
                foreach (Match code in Code().Matches(groups[i]))
                {
                    yield return (int.Parse(statuses[i], CultureInfo.InvariantCulture), code.Groups["code"].Value);
                }
            }
        }
    }

    private static string RepositoryRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "OrleansAiJobs.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException($"No solution above {AppContext.BaseDirectory}.");
        }

        return folder.FullName;
    }

    [GeneratedRegex(@"^\| (?<statuses>[45]\d\d( / [45]\d\d)*) \| (?<codes>.*) \|$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Row();

    [GeneratedRegex("`(?<code>[a-z]+(_[a-z]+)*)`", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Code();
}
