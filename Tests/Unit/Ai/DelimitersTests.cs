using OrleansAiJobs.Grains.Ai;

namespace OrleansAiJobs.Tests.Unit.Ai;

public sealed class DelimitersTests
{
    [Fact]
    public void No_name_comes_twice_on_whatever_thread()
    {
        var names = new List<string>[4];
        Parallel.For(0, names.Length, thread => names[thread] = [.. Enumerable.Range(0, 1000).Select(_ => Delimiters.Next())]);

        var all = names.SelectMany(name => name).ToList();
        Assert.Equal(4000, all.Distinct(StringComparer.Ordinal).Count());
        Assert.All(all, name => Assert.Matches("^content-[0-9a-f]{32}$", name));
    }
}
