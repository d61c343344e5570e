using System.Text.Json.Nodes;
using Npgsql;
using OrleansAiJobs.Tests.Benchmarks.Commands;
using OrleansAiJobs.Tests.Benchmarks.Jobs;
using OrleansAiJobs.Tests.Benchmarks.Visits;

namespace OrleansAiJobs.Tests.Benchmarks.Growth;

/// <summary>One of the two websites that are compared, whose tables differ in size, and its one visitor.</summary>
internal sealed class ComparedTable : IAsyncDisposable
{
    private const int PageSize = 20;

    private static readonly TimeProvider Clock = TimeProvider.System;

    private readonly NpgsqlDataSource _database;
    private string _deepCursor = "";

    private ComparedTable(Bench bench, Visitor visitor, NpgsqlDataSource database)
    {
        Bench = bench;
        Visitor = visitor;
        _database = database;
    }

    public Bench Bench { get; }

    public Visitor Visitor { get; }

    public OldJobs OldJobs => new(_database);

    private JobTrace LastJob => Bench.Ledger.AcceptedFrom(0)[^1];

    /// <exception cref="InvalidOperationException">There is no Postgres to fill.</exception>
    public static async Task<ComparedTable> StartAsync(Bench bench, CancellationToken cancellationToken)
    {
        var cluster = bench.Site.Cluster ?? throw new InvalidOperationException("Rows are put into Postgres: --mode cluster.");
        var visitor = (await bench.OpenSessionsAsync(1, cancellationToken))[0];
        return new ComparedTable(bench, visitor, NpgsqlDataSource.Create(cluster.Database));
    }

    /// <summary>The visitor's id.</summary>
    public async Task<Guid> ReadUserIdAsync(CancellationToken cancellationToken) =>
        (await ReadAsync("/api/session", cancellationToken))["userId"]!.GetValue<Guid>();

    /// <summary>The id of the job that was accepted last; it has ended.</summary>
    public async Task<Guid> ReadPatternAsync(CancellationToken cancellationToken) =>
        (await ReadAsync($"/api/ai/job/{LastJob.Id}", cancellationToken))["id"]!.GetValue<Guid>();

    /// <summary>Finds the way to a page, as somebody would who reads on and on.</summary>
    public async Task WalkToPageAsync(int page, CancellationToken cancellationToken)
    {
        for (var read = 1; read < page; read++)
        {
            var answer = await ReadAsync(PathOf(_deepCursor), cancellationToken);
            _deepCursor = answer["nextCursor"]?.GetValue<string>() ?? throw new InvalidOperationException($"There is no page after page {read}.");
        }
    }

    public Task SubmitAsync(CancellationToken cancellationToken) => Bench.Client.SubmitAsync(Visitor, cancellationToken);

    public Task ReadJobAsync(CancellationToken cancellationToken) => Bench.Client.ReadJobAsync(LastJob, cancellationToken);

    public Task ReadFirstPageAsync(CancellationToken cancellationToken) => Bench.Client.ReadAsync(Visitor, PathOf(""), cancellationToken);

    public Task ReadDeepPageAsync(CancellationToken cancellationToken) => Bench.Client.ReadAsync(Visitor, PathOf(_deepCursor), cancellationToken);

    /// <summary>Up to its event <c>ready</c>.</summary>
    public async Task OpenFeedAsync(CancellationToken cancellationToken)
    {
        using var feed = await FeedSocket.OpenAsync(Visitor, Bench.Reader.Read, cancellationToken);
    }

    /// <summary>Stops the only silo in order and starts it again; gives how long the start took, in milliseconds.</summary>
    public async Task<double> RestartSiloAsync()
    {
        var silo = Bench.Site.Cluster!.Silos[0];
        await silo.Process.TerminateAsync();
        var startedAt = Clock.GetTimestamp();
        await silo.StartAsync();
        var took = Clock.GetElapsedTime(startedAt).TotalMilliseconds;
        await Bench.Site.Cluster.WaitUntilReadyAsync();
        return took;
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    private static string PathOf(string cursor) => $"/api/ai/history?limit={PageSize}{(cursor.Length > 0 ? "&cursor=" + Uri.EscapeDataString(cursor) : "")}";

    private async Task<JsonNode> ReadAsync(string path, CancellationToken cancellationToken) =>
        JsonNode.Parse(await Bench.Client.ReadAsync(Visitor, path, cancellationToken))!;
}
