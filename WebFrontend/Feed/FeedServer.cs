using System.Net.WebSockets;

namespace OrleansAiJobs.WebFrontend.Feed;

/// <summary>Serves feeds, whatever the transport.</summary>
internal sealed class FeedServer(FeedHub hub)
{
    /// <summary>Answers the client that its feed opens, and opens it; null when there are too many. What it gives has to be served, since serving ends it.</summary>
    public async Task<FeedLink?> TryOpenAsync(FeedOpening opening, IFeedTransport transport, CancellationToken gone)
    {
        if (hub.TryAttach(opening, transport) is not { } link)
        {
            return null;
        }

        try
        {
            await transport.StartAsync(gone);
            link.Open(opening);
        }
        catch (Exception e) when (IsFarewell(e))
        {
            link.Connection.Close();
        }
        catch
        {
            hub.Detach(link);
            throw;
        }

        return link;
    }

    /// <summary>Serves what was opened until the feed ends, its time is up, the client goes or this process does.</summary>
    public async Task ServeAsync(FeedLink link, CancellationToken gone)
    {
        try
        {
            // Never taken back: the token lasts no longer than what is served, and closing twice does nothing.
            gone.UnsafeRegister(static connection => ((FeedConnection)connection!).Close(), link.Connection);
            await link.RunAsync(gone);
        }
        catch (Exception e) when (IsFarewell(e))
        {
            // Whoever still wants it comes back with the cursor.
        }
        finally
        {
            hub.Detach(link);
        }
    }

    /// <summary>Opens a feed and serves it; false when there are too many.</summary>
    public async Task<bool> TryServeAsync(FeedOpening opening, IFeedTransport transport, CancellationToken gone)
    {
        if (await TryOpenAsync(opening, transport, gone) is not { } link)
        {
            return false;
        }

        await ServeAsync(link, gone);
        return true;
    }

    private static bool IsFarewell(Exception exception) => exception is OperationCanceledException or IOException or WebSocketException;
}
