using OrleansAiJobs.Grains.Running;

namespace OrleansAiJobs.Tests.Unit.Running;

public sealed class DurationSamplesTests
{
    private const string Type = "titles";

    private readonly DurationSamples _samples = new();

    [Fact]
    public void The_median_waits_for_enough_samples_and_forgets_old_ones()
    {
        Add(100, 1, 2, 3, 4);
        Assert.Null(_samples.Median(Type));

        Add(100, 5);
        Assert.Equal(TimeSpan.FromSeconds(3), _samples.Median(Type));

        Add(100, [.. Enumerable.Repeat(100, 400)]);
        Assert.Equal(TimeSpan.FromSeconds(100), _samples.Median(Type));
        Assert.Null(_samples.Median("summary"));
    }

    [Fact]
    public void A_job_is_compared_with_those_of_its_size_where_there_are_enough_of_them()
    {
        Add(100, 1, 1, 1, 1, 1);
        Add(1000, 9, 9, 9, 9, 9, 9);

        Assert.Equal(TimeSpan.FromSeconds(1), _samples.Median(Type, 150));
        Assert.Equal(TimeSpan.FromSeconds(9), _samples.Median(Type, 700));
        // None is like this one: all of them count.
        Assert.Equal(TimeSpan.FromSeconds(9), _samples.Median(Type, 50_000));
    }

    [Fact]
    public void Who_has_outlasted_most_is_compared_with_those_that_took_longer_still()
    {
        Add(100, 1, 1, 1, 1, 1, 8, 10, 12);

        Assert.Equal(TimeSpan.FromSeconds(4), _samples.MedianRest(Type, 100, TimeSpan.FromSeconds(6)));
        Assert.Equal(TimeSpan.Zero, _samples.MedianRest(Type, 100, TimeSpan.FromSeconds(20)));
    }

    [Fact]
    public void Answers_that_are_longer_than_expected_are_expected_to_be_longer()
    {
        Assert.Equal(1, _samples.LengthRatio(Type));
        for (var run = 0; run < 5; run++)
        {
            _samples.Add(Type, expectedCharacters: 100, writtenCharacters: 150, TimeSpan.FromSeconds(1));
        }

        Assert.Equal(1.5, _samples.LengthRatio(Type));
    }

    /// <summary>Against the plain way: keep the latest, sort them each time.</summary>
    [Fact]
    public void However_many_samples_come_the_medians_are_those_of_the_latest()
    {
        var random = new Random(7);
        var latest = new Queue<(int Expected, int Written, TimeSpan Took)>();
        for (var n = 0; n < 2000; n++)
        {
            var sample = (Expected: random.Next(1, 500), Written: random.Next(0, 900), Took: TimeSpan.FromMilliseconds(random.Next(0, 50)));
            _samples.Add(Type, sample.Expected, sample.Written, sample.Took);
            latest.Enqueue(sample);
            if (latest.Count > 301)
            {
                latest.Dequeue();
            }

            if (latest.Count < 5)
            {
                continue;
            }

            var size = random.Next(1, 1000);
            var elapsed = TimeSpan.FromMilliseconds(random.Next(0, 60));
            var alike = latest.Where(other => other.Expected <= size * 2 && size <= other.Expected * 2).ToList();
            var longer = (alike.Count >= 5 ? alike : [.. latest]).Where(other => other.Took > elapsed).Select(other => other.Took - elapsed).ToList();
            Assert.Equal(Middle(latest.Select(other => other.Took)), _samples.Median(Type));
            Assert.Equal(Middle(latest.Select(other => (double)other.Written / other.Expected)), _samples.LengthRatio(Type));
            Assert.Equal(longer.Count > 0 ? Middle(longer) : TimeSpan.Zero, _samples.MedianRest(Type, size, elapsed));
        }
    }

    private static T Middle<T>(IEnumerable<T> values)
    {
        T[] sorted = [.. values.Order()];
        return sorted[sorted.Length / 2];
    }

    private void Add(int size, params int[] seconds)
    {
        foreach (var took in seconds)
        {
            _samples.Add(Type, size, size, TimeSpan.FromSeconds(took));
        }
    }
}
