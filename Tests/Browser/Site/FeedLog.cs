using Microsoft.Playwright;

namespace OrleansAiJobs.Tests.Browser.Site;

/// <summary>The connections that a visitor's tabs open to follow their jobs.</summary>
internal sealed class FeedLog
{
    private readonly Lock _gate = new();
    private readonly HashSet<IRequest> _open = [];
    private TaskCompletionSource _allClosed = NewSignal();
    private int _opened;

    public FeedLog(IBrowserContext context)
    {
        context.Request += (_, request) => Begin(request);
        context.RequestFinished += (_, request) => Close(closed => closed == request);
        context.RequestFailed += (_, request) => Close(closed => closed == request);
        // Of what goes with its tab nothing else is heard.
        context.Page += (_, page) => page.Close += (_, _) => Close(request => request.Frame.Page == page);
    }

    /// <summary>How many there have been since the visitor came.</summary>
    public int Opened
    {
        get
        {
            lock (_gate)
            {
                return _opened;
            }
        }
    }

    /// <summary>How many there are now.</summary>
    public int Open
    {
        get
        {
            lock (_gate)
            {
                return _open.Count;
            }
        }
    }

    /// <summary>Waits until there is none.</summary>
    public async Task AllClosedAsync()
    {
        Task closed;
        lock (_gate)
        {
            closed = _open.Count == 0 ? Task.CompletedTask : _allClosed.Task;
        }

        await closed.WaitAsync(Website.Patience, TimeProvider.System);
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void Begin(IRequest request)
    {
        if (new Uri(request.Url).AbsolutePath is not "/api/ai/events")
        {
            return;
        }

        lock (_gate)
        {
            _opened++;
            _open.Add(request);
        }
    }

    private void Close(Predicate<IRequest> which)
    {
        lock (_gate)
        {
            if (_open.RemoveWhere(which) > 0 && _open.Count == 0)
            {
                _allClosed.SetResult();
                _allClosed = NewSignal();
            }
        }
    }
}
