namespace OrleansAiJobs.Grains.Braking;

/// <summary>Notices that the learned rate has been well above the demand for a while, so that slowing down no longer serves anybody. Pure.</summary>
internal sealed class SlackWatch(TimeSpan begin)
{
    private static readonly TimeSpan Span = TimeSpan.FromSeconds(10);
    private const double Well = 0.5;
    private const int SpansInARow = 6;

    private TimeSpan _begin = begin;
    private int _taken;
    private int _slack;

    public void Took() => _taken++;

    /// <summary>Whether there has been slack for a minute; to be asked every few seconds.</summary>
    /// <param name="rate">Calls a second that are allowed.</param>
    /// <param name="now">The time.</param>
    public bool IsOver(double rate, TimeSpan now)
    {
        if (now - _begin >= Span)
        {
            _slack = _taken < Well * rate * (now - _begin).TotalSeconds ? _slack + 1 : 0;
            _taken = 0;
            _begin = now;
        }

        return _slack >= SpansInARow;
    }
}
