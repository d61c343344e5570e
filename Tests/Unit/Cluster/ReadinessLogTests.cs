using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using OrleansAiJobs.Tests.Unit.Ai;
using OrleansAiJobs.WebFrontend.Cluster;

namespace OrleansAiJobs.Tests.Unit.Cluster;

public sealed class ReadinessLogTests : IDisposable
{
    private readonly RecordedLogs _logs = new();
    private readonly FakeTimeProvider _time = new();
    private readonly ILoggerFactory _factory;
    private readonly ReadinessLog _log;

    public ReadinessLogTests()
    {
        _factory = LoggerFactory.Create(logging => logging.AddProvider(_logs));
        _log = new ReadinessLog(_time, _factory.CreateLogger<ReadinessLog>());
    }

    public void Dispose() => _factory.Dispose();

    [Fact]
    public void An_outage_is_one_warning_with_its_reason_and_its_end_one_line_with_its_length()
    {
        _log.Tell(reason: null);
        _log.Tell(new TimeoutException("The database did not answer."));
        _time.Advance(TimeSpan.FromSeconds(20));
        _log.Tell(new TimeoutException("The database did not answer again."));
        _log.Tell(reason: null);
        _log.Tell(reason: null);

        var lines = _logs.Lines.ToArray();
        Assert.Equal([LogLevel.Information, LogLevel.Warning, LogLevel.Information], lines.Select(line => line.Level));
        Assert.Contains("The database did not answer.", lines[1].Text, StringComparison.Ordinal);
        Assert.Contains("00:00:20", lines[2].Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_start_before_the_cluster_is_no_warning()
    {
        _log.Tell(new TimeoutException("No silo yet."));
        _log.Tell(reason: null);

        Assert.Equal([LogLevel.Information, LogLevel.Information], _logs.Lines.Select(line => line.Level));
    }
}
