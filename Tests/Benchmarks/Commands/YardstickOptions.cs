using System.CommandLine;
using OrleansAiJobs.Tests.Benchmarks.FakeAi;
using OrleansAiJobs.Tests.Benchmarks.Yardsticks;

namespace OrleansAiJobs.Tests.Benchmarks.Commands;

/// <summary>Who does the same work after us, on the command line.</summary>
internal sealed class YardstickOptions
{
    private readonly NumberOption _workers = new("--yardstick-workers", 0, "Jobs that the yardstick runs at once; 0: as many as suit it.", least: 0);

    private readonly Option<Yardstick> _yardstick;

    /// <param name="offered">Those that a benchmark can measure.</param>
    public YardstickOptions(params Yardstick[] offered)
    {
        _yardstick = new Option<Yardstick>("--yardstick")
        {
            Description = $"The same work by others, after ours: {string.Join(", ", offered).ToLowerInvariant()}.",
            DefaultValueFactory = _ => Yardstick.None,
        };
        _yardstick.Validators.Add(result =>
        {
            if (!result.Errors.Any() && result.GetValueOrDefault<Yardstick>() is not Yardstick.None and var asked && !offered.Contains(asked))
            {
                result.AddError($"--yardstick must be one of {string.Join(", ", offered).ToLowerInvariant()}.");
            }
        });
    }

    public void AddTo(Command command)
    {
        command.Options.Add(_yardstick);
        command.Options.Add(_workers);
    }

    public bool IsAsked(ParseResult options) => options.GetRequiredValue(_yardstick) is not Yardstick.None;

    /// <summary>Starts it.</summary>
    public Task<YardstickSite> StartAsync(ParseResult options, AnswerPace pace, int contentCharacters) =>
        YardstickSite.StartAsync(options.GetRequiredValue(_yardstick), options.GetRequiredValue(_workers), pace, contentCharacters);
}
