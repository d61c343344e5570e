using System.Text.Json;
using OrleansAiJobs.WebFrontend.Jobs;

namespace OrleansAiJobs.WebFrontend.Feed;

/// <summary>The frames as the contract words them, for every transport.</summary>
internal static class FeedFrames
{
    /// <summary>The event's name and its data as UTF-8 JSON.</summary>
    public static (string Event, byte[] Data) Words(FeedFrame frame) => frame switch
    {
        FeedFrame.Ready => ("ready", "{}"u8.ToArray()),
        FeedFrame.Reset => ("reset", "{}"u8.ToArray()),
        FeedFrame.Ping => ("ping", "{}"u8.ToArray()),
        FeedFrame.Job job => ("job", JsonSerializer.SerializeToUtf8Bytes(JobItemBody.From(job.View), FeedJson.Instance.JobItemBody)),
        FeedFrame.Deleted deleted => (
            "deleted", JsonSerializer.SerializeToUtf8Bytes(new DeletedData(deleted.JobId), FeedJson.Instance.DeletedData)),
        FeedFrame.Progress progress => ("progress", Progress(progress)),
        FeedFrame.Delta delta => ("delta", JsonSerializer.SerializeToUtf8Bytes(
            new DeltaData(delta.JobId, delta.Attempt, delta.Offset, delta.Text), FeedJson.Instance.DeltaData)),
        _ => throw new ArgumentOutOfRangeException(nameof(frame), frame, "Unknown frame."),
    };

    private static byte[] Progress(FeedFrame.Progress frame)
    {
        var live = frame.Live;
        var members = live.Live!;
        return JsonSerializer.SerializeToUtf8Bytes(
            new ProgressData(
                live.JobId, live.Version, live.Attempt, members.Progress, members.QueuePosition, members.EstimatedSecondsRemaining),
            FeedJson.Instance.ProgressData);
    }
}
