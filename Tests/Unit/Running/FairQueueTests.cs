using OrleansAiJobs.Grains.Running;

namespace OrleansAiJobs.Tests.Unit.Running;

public sealed class FairQueueTests
{
    private readonly FairQueue<string> _queue = new();

    [Fact]
    public void Users_are_served_in_turn_and_each_in_order()
    {
        Add(1, "a1", "a2", "a3");
        Add(2, "b1");
        Add(3, "c1", "c2");

        Assert.Equal(["a1", "b1", "c1", "a2", "c2", "a3"], TakeAll());
    }

    [Fact]
    public void A_user_who_may_have_none_is_passed_over_and_keeps_the_place()
    {
        Add(1, "a1");
        Add(2, "b1");

        Assert.True(_queue.TryTake(user => user != User(1), out var taken, out var item));
        Assert.Equal((User(2), "b1"), (taken, item));
        Assert.False(_queue.TryTake(_ => false, out _, out _));
        Assert.Equal(["a1"], TakeAll());
    }

    [Fact]
    public void What_is_removed_is_not_served()
    {
        Add(1, "a1", "a2");

        Assert.True(_queue.Remove(Id("a1")));
        Assert.False(_queue.Remove(Id("a1")));
        Assert.Equal(["a2"], TakeAll());
        Assert.Equal(0, _queue.Count);
    }

    [Fact]
    public void It_knows_how_many_could_be_taken()
    {
        Add(1, "a1", "a2", "a3");
        Add(2, "b1");

        Assert.Equal(3, _queue.CountUpTo(_ => 2));
        Assert.Equal(1, _queue.CountUpTo(user => user == User(1) ? -1 : 5));
    }

    [Fact]
    public void The_position_is_the_order_in_which_things_are_taken()
    {
        var random = new Random(7);
        for (var round = 0; round < 200; round++)
        {
            var queue = new FairQueue<string>();
            var items = Enumerable.Range(0, random.Next(1, 30)).Select(n => $"{round}-{n}").ToArray();
            foreach (var item in items)
            {
                queue.Add(User(random.Next(1, 5)), Id(item), item);
            }

            for (var taken = random.Next(0, items.Length); taken > 0; taken--)
            {
                queue.TryTake(_ => true, out _, out _);
            }

            var promised = items.Where(item => queue.PositionOf(Id(item)) is not null).OrderBy(item => queue.PositionOf(Id(item))).ToArray();
            Assert.Equal(Enumerable.Range(1, promised.Length), promised.Select(item => queue.PositionOf(Id(item))!.Value));
            Assert.Equal(promised, TakeAll(queue));
        }
    }

    private static Guid User(int number) => new(number, 0, 0, new byte[8]);

    private static Guid Id(string item) => new(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(item)).AsSpan(0, 16));

    private static List<string> TakeAll(FairQueue<string> queue)
    {
        List<string> taken = [];
        while (queue.TryTake(_ => true, out _, out var item))
        {
            taken.Add(item);
        }

        return taken;
    }

    private void Add(int user, params string[] items)
    {
        foreach (var item in items)
        {
            _queue.Add(User(user), Id(item), item);
        }
    }

    private List<string> TakeAll() => TakeAll(_queue);
}
