using Microsoft.Extensions.Time.Testing;
using OrleansAiJobs.Grains.Jobs;
using OrleansAiJobs.Grains.Streaming;

namespace OrleansAiJobs.Tests.Unit.Jobs;

public sealed class StartNewsTests
{
    private readonly FakeTimeProvider _time = new(AJob.Start);
    private readonly StartNews _news;

    public StartNewsTests() => _news = new StartNews(_time);

    [Fact]
    public void Few_jobs_are_told_of_at_once()
    {
        Submit((int)(StartNews.Many * EventRate.Window.TotalSeconds) - 2);

        Assert.Equal(TimeSpan.Zero, _news.NextPause());
    }

    [Fact]
    public void Of_many_jobs_the_start_can_wait_and_no_longer_than_there_are_many()
    {
        Submit((int)Math.Ceiling(StartNews.Many * EventRate.Window.TotalSeconds) - 1);
        Assert.Equal(StartNews.Pause, _news.NextPause());
        Assert.True(_news.AreMany);

        _time.Advance(EventRate.Window);
        Assert.False(_news.AreMany);
        Assert.Equal(TimeSpan.Zero, _news.NextPause());
    }

    /// <summary>Within one window, up to its end.</summary>
    private void Submit(int jobs)
    {
        for (var job = 0; job < jobs; job++)
        {
            Assert.Equal(TimeSpan.Zero, _news.NextPause());
        }

        _time.Advance(EventRate.Window);
    }
}
