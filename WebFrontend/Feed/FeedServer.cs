using System.Net.WebSockets;

namespace OrleansAiJobs.WebFrontend.Feed;

/// <summary>Serves feeds, whatever the transport.</summary>
internal sealed class FeedServer(FeedHub hub)
{
    /// <summary>Serves until the feed ends, its time is up, the client goes or this process does; false when there are too many.</summary>
    public async Task<bool> TryServeAsync(FeedOpening opening, IFeedTransport transport, CancellationToken gone)
    {
        if (hub.TryAttach(opening, transport) is not { } link)
        {
            return false;
        }

        try
        {
            await ServeAsync(opening, link, transport, gone);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or WebSocketException)
        {
            // Whoever still wants it comes back with the cursor.
        }
        finally
        {
            hub.Detach(link);
        }

        return true;
    }

    private static async Task ServeAsync(FeedOpening opening, FeedLink link, IFeedTransport transport, CancellationToken gone)
    {
        using var end = new CancellationTokenSource();
        await using var registration = gone.UnsafeRegister(static connection => ((FeedConnection)connection!).Close(), link.Connection);
        await transport.StartAsync(gone);
        var opened = opening.OpenAsync(link, end.Token);
        try
        {
            await link.RunAsync(gone);
        }
        finally
        {
            await end.CancelAsync();
        }

        await opened;
    }
}
