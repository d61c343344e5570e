namespace OrleansAiJobs.Grains.Braking;

/// <summary>The silos that wait for permits. Single-threaded.</summary>
internal sealed class PermitQueue(Brake brake)
{
    private readonly Dictionary<string, Waiter> _waiting = new(StringComparer.Ordinal);
    private readonly DemandShares _shares = new();

    /// <summary>By all silos together.</summary>
    public int Wanted => _waiting.Values.Sum(waiter => waiter.Wanted);

    /// <summary>What the call that is next in turn will use, about.</summary>
    public int Tokens => Next() is { } silo ? _waiting[silo].Tokens : 0;

    /// <summary>The silo waits from now on; a wish that it had before is void.</summary>
    /// <returns>Completes with the number of permits.</returns>
    public TaskCompletionSource<int> Add(PermitRequest request)
    {
        var answer = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        if (_waiting.Remove(request.News.Silo, out var before))
        {
            before.Answer.TrySetResult(0);
        }

        _waiting.Add(request.News.Silo, new Waiter(answer, request.Wanted, request.Tokens));
        return answer;
    }

    public void Remove(string silo, TaskCompletionSource<int> answer)
    {
        if (_waiting.TryGetValue(silo, out var waiter) && waiter.Answer == answer)
        {
            _waiting.Remove(silo);
        }
    }

    /// <summary>Hands out what is due, and names the silos that got some.</summary>
    public IReadOnlyCollection<string> Give(TimeSpan now)
    {
        var given = new Dictionary<string, int>(StringComparer.Ordinal);
        var taken = 0;
        while (Next() is { } silo && brake.TryTake(_waiting[silo].Tokens, now))
        {
            _waiting[silo].Wanted--;
            _shares.Took(silo, _waiting[silo].Wanted + 1);
            given[silo] = given.GetValueOrDefault(silo) + 1;
            taken++;
        }

        if (Wanted > 0)
        {
            brake.HeldBack(taken);
        }

        foreach (var (silo, count) in given)
        {
            _waiting.Remove(silo, out var waiter);
            waiter!.Answer.TrySetResult(count);
        }

        return given.Keys;
    }

    /// <summary>Nobody needs to wait any more.</summary>
    public void Release()
    {
        foreach (var waiter in _waiting.Values)
        {
            waiter.Answer.TrySetResult(0);
        }

        _waiting.Clear();
    }

    private string? Next() => _shares.Next(_waiting.Where(waiter => waiter.Value.Wanted > 0).Select(waiter => waiter.Key));

    private sealed class Waiter(TaskCompletionSource<int> answer, int wanted, int tokens)
    {
        public TaskCompletionSource<int> Answer => answer;

        public int Wanted { get; set; } = wanted;

        public int Tokens => tokens;
    }
}
