using OrleansAiJobs.Grains.Braking;

namespace OrleansAiJobs.Tests.Unit.Braking;

public sealed class TokenBudgetTests
{
    [Theory]
    [InlineData(10_000, 3_000)]
    [InlineData(100_000, 1_500)]
    [InlineData(60_000, 20_000)]
    public void No_minute_holds_more_tokens_than_allowed_and_few_are_wasted(int limit, int largest)
    {
        var budget = new TokenBudget(limit);
        var random = new Random(limit);
        List<(TimeSpan At, int Tokens)> calls = [];
        for (var now = TimeSpan.Zero; now < TimeSpan.FromMinutes(20); now += TimeSpan.FromMilliseconds(20))
        {
            var tokens = random.Next(largest / 2, largest);
            while (budget.Next(tokens, now) <= now)
            {
                budget.Reserve(tokens, now);
                calls.Add((now, tokens));
            }
        }

        Assert.All(calls, call => Assert.InRange(Within(calls, call.At), 1, limit));
        Assert.InRange(calls.Sum(call => call.Tokens), limit * 20 * 0.6, limit * 20);
    }

    [Fact]
    public void What_a_call_did_not_use_is_there_for_the_next_and_what_it_used_more_is_not()
    {
        var budget = new TokenBudget(6_000);
        budget.Reserve(3_000, At(0));
        budget.Reserve(2_500, At(30));
        Assert.Equal(At(61), budget.Next(3_000, At(40)));

        budget.Settle(-2_800, At(0), At(56));
        Assert.Equal(At(56), budget.Next(3_000, At(56)));

        budget.Settle(1_000, At(30), At(57));
        Assert.Equal(At(91), budget.Next(3_000, At(57)));
    }

    [Fact]
    public void A_call_larger_than_the_limit_goes_alone()
    {
        var budget = new TokenBudget(1_000);
        budget.Reserve(10, At(0));

        Assert.Equal(At(61), budget.Next(5_000, At(1)));
        Assert.Equal(At(61), budget.Next(5_000, At(61)));
    }

    private static TimeSpan At(double seconds) => TimeSpan.FromSeconds(seconds);

    private static int Within(List<(TimeSpan At, int Tokens)> calls, TimeSpan end) =>
        calls.Where(call => call.At <= end && call.At > end - TimeSpan.FromMinutes(1)).Sum(call => call.Tokens);
}
