using System.Text;
using Npgsql;
using OrleansAiJobs.Tests.Benchmarks.Jobs;

namespace OrleansAiJobs.Tests.Benchmarks.Yardsticks;

/// <summary>Puts into the ledger what is in the table of results.</summary>
internal sealed class ResultsReader : IAsyncDisposable
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(50);

    // Ids are given before the commit: a row may appear below one that was read already.
    private const int Overlap = 1_000;

    private readonly NpgsqlDataSource _database;
    private readonly JobLedger _ledger;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _reading;
    private long _last;

    public ResultsReader(string database, JobLedger ledger)
    {
        _database = NpgsqlDataSource.Create(database);
        _ledger = ledger;
        _reading = ReadAllAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _reading;
        await _database.DisposeAsync();
        _stop.Dispose();
    }

    private async Task ReadAllAsync()
    {
        try
        {
            while (true)
            {
                await ReadNewAsync();
                await Task.Delay(PollInterval, TimeProvider.System, _stop.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // Told to stop.
        }
    }

    private async Task ReadNewAsync()
    {
        await using var command = _database.CreateCommand("SELECT id, source FROM yardstick_results WHERE id > $1 ORDER BY id");
        command.Parameters.Add(new NpgsqlParameter { Value = _last - Overlap });
        await using var reader = await command.ExecuteReaderAsync(_stop.Token);
        var readAt = TimeProvider.System.GetTimestamp();
        while (await reader.ReadAsync(_stop.Token))
        {
            _last = Math.Max(_last, reader.GetInt64(0));
            if (Marker.Find(Encoding.ASCII.GetBytes(reader.GetString(1))) is { } number
                && _ledger.Find(number) is { } job && job.ReadEnd(JobEnd.Completed, readAt))
            {
                _ledger.Ended();
            }
        }
    }
}
