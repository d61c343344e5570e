using System.CommandLine;
using OrleansAiJobs.Tests.Benchmarks.Sites;

namespace OrleansAiJobs.Tests.Benchmarks.Commands;

/// <summary>Which processes are measured, on the command line.</summary>
internal sealed class SiteOptions
{
    private readonly Option<SiteMode> _mode = new("--mode")
    {
        Description = "embedded: one frontend with SQLite. cluster: silos, frontends, Redis and Postgres.",
    };

    private readonly NumberOption _silos;
    private readonly NumberOption _frontends = new("--frontends", 1, "Frontends of a cluster.");

    private readonly Option<string[]> _settings = new("--set")
    {
        Description = "A setting of all processes: key=value; may be repeated.",
        DefaultValueFactory = _ => [],
    };

    public SiteOptions(SiteMode mode, int silos)
    {
        _mode.DefaultValueFactory = _ => mode;
        _silos = new NumberOption("--silos", silos, "Silos of a cluster.");
        _settings.Validators.Add(result =>
        {
            foreach (var token in result.Tokens.Where(token => !token.Value.Contains('=', StringComparison.Ordinal)))
            {
                result.AddError($"--set {token.Value}: it must be key=value.");
            }
        });
    }

    public void AddTo(Command command)
    {
        command.Options.Add(_mode);
        command.Options.Add(_silos);
        command.Options.Add(_frontends);
        command.Options.Add(_settings);
    }

    public SiteChoice Read(ParseResult options)
    {
        var settings = options.GetRequiredValue(_settings).Select(setting => setting.Split('=', 2)).ToDictionary(parts => parts[0], parts => parts[1]);
        return options.GetRequiredValue(_mode) is SiteMode.Embedded
            ? new SiteChoice(SiteMode.Embedded, Silos: 0, Frontends: 1, settings)
            : new SiteChoice(SiteMode.Cluster, options.GetRequiredValue(_silos), options.GetRequiredValue(_frontends), settings);
    }
}
