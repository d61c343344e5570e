using OrleansAiJobs.Grains.Ai;

namespace OrleansAiJobs.Tests.Unit.Ai;

public sealed class StoredInputTests
{
    [Fact]
    public void What_is_read_of_it_is_let_go_of_and_can_be_read_again()
    {
        var content = new string('x', 10_000_000);
        var input = new StoredInput($$"""{"content":"{{content}}"}""");
        Assert.Equal(1, CountMembers(input));
        var held = GC.GetTotalMemory(forceFullCollection: true);

        input.LetGo();

        Assert.InRange(held - GC.GetTotalMemory(forceFullCollection: true), 5_000_000, long.MaxValue);
        Assert.True(input.Value.GetProperty("content").ValueEquals(content));
    }

    // In a method of its own, whose end lets go of what it has read.
    private static int CountMembers(StoredInput input) => input.Value.GetPropertyCount();
}
