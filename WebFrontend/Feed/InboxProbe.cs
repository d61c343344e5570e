using OrleansAiJobs.Grains.Interfaces.History;

namespace OrleansAiJobs.WebFrontend.Feed;

/// <summary>
/// Finds out whether the inbox still delivers: every few seconds it has a message sent to itself. After the whole cluster was gone the
/// subscription is, too, and nothing else would tell an idle frontend.
/// </summary>
internal sealed class InboxProbe(IGrainFactory grains, Guid inbox)
{
    /// <summary>So many probes in a row must be lost before the inbox counts as dead: streams may lose one.</summary>
    private const int Losses = 2;

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(3);

    private long _sent;
    private long _received;

    /// <summary>A probe has arrived, or a silo's greeting, which has number 0.</summary>
    public void Received(long number) => Interlocked.Exchange(ref _received, Math.Max(number, Interlocked.Read(ref _received)));

    /// <summary>Sends the next probe; false when the last ones did not arrive although the cluster took them.</summary>
    public async Task<bool> SendAsync(TimeProvider time, CancellationToken cancellationToken)
    {
        var deaf = _sent - Interlocked.Read(ref _received) >= Losses;
        if (deaf)
        {
            _sent = Interlocked.Read(ref _received);
            return false;
        }

        using var timeout = new CancellationTokenSource(Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        await grains.GetGrain<IInboxProbeGrain>(inbox).ProbeAsync(_sent + 1, either.Token).WaitAsync(either.Token);
        _sent++;
        return true;
    }
}
