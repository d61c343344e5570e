namespace OrleansAiJobs.Grains.Storage.Batching;

/// <summary>
/// Gathers calls into batches: each loop takes whatever is waiting for it and sends it as one. An idle loop sends a single call at once; a
/// busy one lingers after each batch, so that the next is fuller. Requests are dealt to the loops by their group.
/// </summary>
/// <param name="limits">How many loops, how large a batch.</param>
/// <param name="send">
/// Sends a batch, which is sorted by id and holds each id once, and gives an answer for each in the same order. When it fails with an
/// exception that is transient, the same batch is sent again, so sending twice must do no more than sending once.
/// </param>
/// <param name="isTransient">Whether sending the same again may help. Any other exception fails the whole batch.</param>
/// <param name="time">Measures how long callers wait.</param>
internal sealed class BatchQueue<TRequest, TAnswer>(
    BatchLimits limits,
    Func<IReadOnlyList<TRequest>, CancellationToken, Task<IReadOnlyList<TAnswer>>> send,
    Func<Exception, bool> isTransient,
    TimeProvider time) : IAsyncDisposable
    where TRequest : IBatchRequest
{
    private readonly BatchLane<TRequest, TAnswer>[] _lanes = [.. limits.Lingers.Select(_ => new BatchLane<TRequest, TAnswer>(limits))];

    // Without a timer it holds nothing that would have to be disposed of.
    private readonly CancellationTokenSource _closing = new();
    private Task _loops = Task.CompletedTask;

    /// <summary>Starts the loops; calls may already be waiting.</summary>
    public void Start()
    {
        // The loops outlive whoever starts them: they must not carry that call's trace or grain context.
        using var _ = ExecutionContext.SuppressFlow();
        _loops = Task.WhenAll(_lanes.Zip(limits.Lingers, (lane, linger) => Task.Run(() => RunAsync(lane, linger), CancellationToken.None)));
    }

    /// <summary>Waits for the answer, at most <see cref="StoreTimeout.Call"/> in all.</summary>
    /// <exception cref="StorageException">No answer in time, or sending failed for good.</exception>
    public async Task<BatchAnswer<TAnswer>> CallAsync(TRequest request, CancellationToken cancellationToken)
    {
        var call = new BatchCall<TRequest, TAnswer>(request, time.GetTimestamp());
        var writer = _lanes[(uint)request.Group % (uint)_lanes.Length].Writer;
        try
        {
            if (!writer.TryWrite(call))
            {
                await WaitForPlaceAsync(token => writer.WriteAsync(call, token), cancellationToken);
            }

            return await call.Answer.WaitAsync(RestOf(call), time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.None);
        }
        catch (TimeoutException e)
        {
            throw TooLate(call, e);
        }
        catch (System.Threading.Channels.ChannelClosedException e)
        {
            throw new StorageException("The store is closing.", e);
        }
    }

    /// <summary>Takes no more calls, finishes those that wait, then stops.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var lane in _lanes)
        {
            lane.Writer.TryComplete();
        }

        await _closing.CancelAsync();
        await _loops;
    }

    private async Task WaitForPlaceAsync(Func<CancellationToken, ValueTask> write, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(StoreTimeout.Call, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            await write(either.Token);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException("Too many calls wait for the database.", e);
        }
    }

    private async Task RunAsync(BatchLane<TRequest, TAnswer> lane, TimeSpan linger)
    {
        while (await lane.WaitAsync())
        {
            var batch = lane.Take();
            var pause = batch.Count >= limits.BusyRows ? linger : TimeSpan.Zero;
            await SendAsync(batch);
            await PauseAsync(pause);
        }
    }

    private async Task PauseAsync(TimeSpan pause)
    {
        if (pause > TimeSpan.Zero)
        {
            await Task.Delay(pause, time, _closing.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        else
        {
            // Whoever was just answered may have more at hand: behind them in line, the next batch is fuller. An idle loop loses nothing.
            await Task.Yield();
        }
    }

    private async Task SendAsync(List<BatchCall<TRequest, TAnswer>> batch)
    {
        for (var failures = 1; DropLate(batch); failures++)
        {
            try
            {
                var rest = batch.Max(RestOf);
                using var timeout = new DetachedTimeout(rest, time);
                // A driver may take its time to give up; the batches behind this one need not wait for that.
                var answers = await send([.. batch.Select(call => call.Request)], timeout.Token).WaitAsync(rest, time, CancellationToken.None);
                for (var i = 0; i < batch.Count; i++)
                {
                    batch[i].Complete(answers[i]);
                }

                return;
            }
            catch (Exception e) when (e is OperationCanceledException or TimeoutException || isTransient(e))
            {
                batch.ForEach(call => call.LastFailure = e);
                await Task.Delay(StoreTimeout.PauseAfter(failures), time, CancellationToken.None);
            }
            catch (Exception e) when (!isTransient(e))
            {
                batch.ForEach(call => call.Fail(new StorageException("The database failed.", e)));
                return;
            }
        }
    }

    // Their callers have left: what was not sent yet must not take effect behind their backs.
    private bool DropLate(List<BatchCall<TRequest, TAnswer>> batch)
    {
        foreach (var call in batch.Where(call => RestOf(call) == TimeSpan.Zero))
        {
            call.Fail(TooLate(call, inner: null));
        }

        batch.RemoveAll(call => call.Answer.IsCompleted);
        return batch.Count > 0;
    }

    private TimeSpan RestOf(BatchCall<TRequest, TAnswer> call)
    {
        var rest = StoreTimeout.Call - time.GetElapsedTime(call.StartedAt);
        return rest > TimeSpan.Zero ? rest : TimeSpan.Zero;
    }

    private static StorageException TooLate(BatchCall<TRequest, TAnswer> call, Exception? inner) =>
        new($"The database did not answer for job {call.Request.Id} within {StoreTimeout.Call.TotalSeconds} s.", call.LastFailure ?? inner ?? new TimeoutException());
}
