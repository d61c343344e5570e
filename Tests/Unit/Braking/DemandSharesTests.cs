using OrleansAiJobs.Grains.Braking;

namespace OrleansAiJobs.Tests.Unit.Braking;

public sealed class DemandSharesTests
{
    [Fact]
    public void Permits_go_where_jobs_wait_in_proportion()
    {
        var shares = new DemandShares();
        var demands = new Dictionary<string, int>(StringComparer.Ordinal) { ["a"] = 300, ["b"] = 100, ["c"] = 100 };

        var got = Deal(shares, demands, 500);

        Assert.Equal([("a", 300), ("b", 100), ("c", 100)], got.OrderBy(silo => silo.Key, StringComparer.Ordinal).Select(silo => (silo.Key, silo.Value)));
    }

    [Fact]
    public void Who_did_not_want_any_has_no_claim_on_what_others_got()
    {
        var shares = new DemandShares();
        var alone = new Dictionary<string, int>(StringComparer.Ordinal) { ["a"] = 50 };
        shares.Took("b", 50);
        Deal(shares, alone, 1000);
        var both = new Dictionary<string, int>(StringComparer.Ordinal) { ["a"] = 50, ["b"] = 50 };

        var got = Deal(shares, both, 100);

        Assert.InRange(got["b"], 49, 51);
    }

    private static Dictionary<string, int> Deal(DemandShares shares, Dictionary<string, int> demands, int permits)
    {
        var got = new Dictionary<string, int>(StringComparer.Ordinal);
        for (; permits > 0; permits--)
        {
            var silo = shares.Next(demands.Keys)!;
            shares.Took(silo, demands[silo]);
            got[silo] = got.GetValueOrDefault(silo) + 1;
        }

        return got;
    }
}
