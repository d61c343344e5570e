using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using OrleansAiJobs.Grains.Ai;
using OrleansAiJobs.Grains.Braking;

namespace OrleansAiJobs.Tests.Unit.Braking;

public sealed class SiloBrakeTests
{
    private static readonly BrakeOrder Broken = new()
    {
        Generation = Guid.NewGuid(),
        Version = 5,
        Mode = BrakeMode.Broken,
        Wait = TimeSpan.FromSeconds(12),
    };

    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void A_silo_begins_on_the_open_road()
    {
        var brake = With(new AiOptions { Provider = AiOptions.OpenAi });

        Assert.Equal((true, true, null), (brake.IsInUse, brake.IsOpen, brake.Notice));
    }

    [Fact]
    public void A_limit_holds_from_the_first_call()
    {
        Assert.False(With(new AiOptions { Provider = AiOptions.OpenAi, RequestsPerMinute = 60 }).IsOpen);
        Assert.False(With(new AiOptions { Provider = AiOptions.OpenAi, TokensPerMinute = 60 }).IsOpen);
    }

    [Fact]
    public void The_local_engine_never_brakes()
    {
        var brake = With(new AiOptions { Provider = AiOptions.Local, RequestsPerMinute = 60 });

        Assert.Equal((false, true), (brake.IsInUse, brake.IsOpen));
    }

    [Fact]
    public void The_notice_counts_down_to_the_next_trial()
    {
        var brake = With(new AiOptions { Provider = AiOptions.OpenAi });
        brake.Heed(Broken);
        _time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(new BrakeNotice(BrakeMode.Broken, TimeSpan.FromSeconds(7)), brake.Notice);

        _time.Advance(TimeSpan.FromSeconds(8));

        Assert.Equal(new BrakeNotice(BrakeMode.Broken, null), brake.Notice);
    }

    [Fact]
    public void An_older_order_of_the_same_brake_is_not_heeded_but_one_of_its_successor_is()
    {
        var brake = With(new AiOptions { Provider = AiOptions.OpenAi });
        brake.Heed(Broken);

        brake.Heed(Broken with { Version = 4, Mode = BrakeMode.OpenRoad });
        Assert.Equal(BrakeMode.Broken, brake.Mode);

        brake.Heed(new BrakeOrder { Generation = Guid.NewGuid(), Version = 0 });
        Assert.Equal(BrakeMode.OpenRoad, brake.Mode);
    }

    [Fact]
    public void News_are_told_once()
    {
        var brake = With(new AiOptions { Provider = AiOptions.OpenAi, TokensPerMinute = 1000 });
        brake.Answered();
        brake.Answered();
        brake.Costs(250);
        _time.Advance(TimeSpan.FromSeconds(3));

        var news = brake.TakeNews("silo-1");

        Assert.Equal((2, new CallCost(TimeSpan.FromSeconds(3), 250, 0)), (news.Answered, Assert.Single(news.Costs)));
        Assert.Equal((0, 0), (brake.TakeNews("silo-1").Answered, brake.TakeNews("silo-1").Costs.Length));
    }

    [Fact]
    public void The_meter_knows_the_calls_of_the_last_second()
    {
        var brake = With(new AiOptions { Provider = AiOptions.OpenAi });
        for (var n = 0; n < 20; n++)
        {
            brake.Began();
            _time.Advance(TimeSpan.FromMilliseconds(100));
        }

        brake.Refused();

        Assert.InRange(brake.TakeNews("silo-1").TakenPerSecond, 8, 9);
        _time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(0, brake.TakeNews("silo-1").TakenPerSecond);
    }

    private SiloBrake With(AiOptions options) => new(Options.Create(options), _time);
}
