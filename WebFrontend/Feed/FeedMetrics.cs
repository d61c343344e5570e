using System.Diagnostics.Metrics;
using static OrleansAiJobs.Grains.Telemetry.TelemetryNames;

namespace OrleansAiJobs.WebFrontend.Feed;

/// <summary>What is counted of feeds. While nobody listens, each call is a look at a flag.</summary>
internal static class FeedMetrics
{
    private static readonly Meter Meter = new(Source);

    private static readonly UpDownCounter<long> Open = Meter.CreateUpDownCounter<long>(Metrics.FeedsOpen, "{connection}", "Feeds, sockets and waiting requests that are open.");
    private static readonly Counter<long> Events = Meter.CreateCounter<long>(Metrics.FeedEvents, "{event}", "Events that clients took, by name.");
    private static readonly Counter<long> Overtaken = Meter.CreateCounter<long>(Metrics.FeedSuperseded, "{event}", "Changes of a job that a newer one replaced before the client took them.");
    private static readonly Counter<long> CutOffs = Meter.CreateCounter<long>(Metrics.FeedCutOff, "{connection}", "Connections that were cut off because their client took nothing.");

    public static void OpenChanged(int by) => Open.Add(by);

    public static void Delivered(IReadOnlyList<FeedFrame> frames)
    {
        if (!Events.Enabled)
        {
            return;
        }

        foreach (var frame in frames)
        {
            Events.Add(1, new KeyValuePair<string, object?>(Tags.FeedEvent, NameOf(frame)));
        }
    }

    public static void Superseded() => Overtaken.Add(1);

    public static void CutOff() => CutOffs.Add(1);

    private static string NameOf(FeedFrame frame) => frame switch
    {
        FeedFrame.Job => "job",
        FeedFrame.Delta => "delta",
        FeedFrame.Progress => "progress",
        FeedFrame.Deleted => "deleted",
        FeedFrame.Ready => "ready",
        FeedFrame.Reset => "reset",
        _ => "ping",
    };
}
