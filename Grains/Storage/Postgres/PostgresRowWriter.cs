using Npgsql;
using OrleansAiJobs.Grains.Storage.Rows;

namespace OrleansAiJobs.Grains.Storage.Postgres;

/// <summary>Changes rows, many in one round trip and one transaction.</summary>
/// <param name="kept">For what comes all the time.</param>
/// <param name="dataSource">For the rest.</param>
internal sealed class PostgresRowWriter(KeptConnections kept, NpgsqlDataSource dataSource)
{
    private readonly KnownUsers _users = new();

    /// <summary>Commits what can be committed, and says of each row what became of it.</summary>
    public Task<IReadOnlyList<RowResult>> CommitAsync(IReadOnlyList<RowChange> changes, CancellationToken cancellationToken) =>
        CommitAsync(changes, insertsAreNew: true, cancellationToken);

    /// <summary>Commits either every row or, when one cannot be inserted, none.</summary>
    public async Task<IReadOnlyList<RowResult>> InsertAllOrNoneAsync(IReadOnlyList<RowChange> changes, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        try
        {
            await using var batch = connection.CreateBatch();
            PostgresStatements.AddStrictInserts(batch, changes);
            await batch.ExecuteNonQueryAsync(cancellationToken);
            return [.. changes.Select(_ => RowResult.Committed)];
        }
        catch (PostgresException e) when (PostgresErrors.Exists(e))
        {
            var stored = await ReadETagsAsync(connection, [.. changes.Select(change => change.Id)], cancellationToken);
            return [.. changes.Select(change => stored.TryGetValue(change.Id, out var eTag) ? RowResult.Conflict(eTag) : RowResult.Refused(e))];
        }
        catch (PostgresException e) when (PostgresErrors.ConcernsRow(e))
        {
            return [.. changes.Select(_ => RowResult.Refused(e))];
        }
    }

    private async Task<IReadOnlyList<RowResult>> CommitAsync(IReadOnlyList<RowChange> changes, bool insertsAreNew, CancellationToken cancellationToken)
    {
        try
        {
            return await CommitTogetherAsync(changes, insertsAreNew, cancellationToken);
        }
        catch (PostgresException e) when (insertsAreNew && PostgresErrors.Exists(e))
        {
            // Somebody else's, or the batch's own, sent before without an answer.
            return await CommitAsync(changes, insertsAreNew: false, cancellationToken);
        }
        catch (PostgresException e) when (PostgresErrors.ConcernsRow(e))
        {
            if (PostgresErrors.ConcernsAnother(e) && _users.Forget(changes))
            {
                // Somebody has deleted a user: with nobody known, all get their rows.
                return await CommitAsync(changes, insertsAreNew, cancellationToken);
            }

            return changes.Count == 1 ? [RowResult.Refused(e)] : await CommitOneByOneAsync(changes, cancellationToken);
        }
    }

    // Postgres runs the statements of one batch as one transaction, unless it is told otherwise.
    private Task<IReadOnlyList<RowResult>> CommitTogetherAsync(
        IReadOnlyList<RowChange> changes, bool insertsAreNew, CancellationToken cancellationToken) => kept.UseAsync(
        async connection =>
        {
            var changed = await ExecuteAsync(connection, changes, insertsAreNew, cancellationToken);
            _users.Remember(changes.Where(change => change.Kind is RowChangeKind.Insert && changed.Contains(change.Id)));
            return await JudgeAsync(connection, changes, changed, cancellationToken);
        },
        cancellationToken);

    private async Task<IReadOnlyList<RowResult>> CommitOneByOneAsync(IReadOnlyList<RowChange> changes, CancellationToken cancellationToken)
    {
        var results = new List<RowResult>(changes.Count);
        foreach (var change in changes)
        {
            results.AddRange(await CommitAsync([change], cancellationToken));
        }

        return results;
    }

    private async Task<HashSet<Guid>> ExecuteAsync(
        NpgsqlConnection connection, IReadOnlyList<RowChange> changes, bool insertsAreNew, CancellationToken cancellationToken)
    {
        await using var batch = connection.CreateBatch();
        PostgresStatements.Add(batch, changes, _users, insertsAreNew);
        // Once for each connection: to parse and plan it anew for a few rows costs more than to run it.
        await batch.PrepareAsync(cancellationToken);
        var changed = new HashSet<Guid>(changes.Count);
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        do
        {
            while (await reader.ReadAsync(cancellationToken))
            {
                changed.Add(reader.GetGuid(0));
            }
        }
        while (await reader.NextResultAsync(cancellationToken));

        if (insertsAreNew)
        {
            changed.UnionWith(changes.Where(change => change.Kind is RowChangeKind.Insert).Select(change => change.Id));
        }

        return changed;
    }

    private static async Task<IReadOnlyList<RowResult>> JudgeAsync(
        NpgsqlConnection connection,
        IReadOnlyList<RowChange> changes,
        HashSet<Guid> changed,
        CancellationToken cancellationToken)
    {
        Guid[] unchanged = [.. changes.Select(change => change.Id).Where(id => !changed.Contains(id))];
        var stored = unchanged.Length > 0 ? await ReadETagsAsync(connection, unchanged, cancellationToken) : [];
        return
        [
            .. changes.Select(change =>
                changed.Contains(change.Id) ? RowResult.Committed
                : RowResult.Conflict(stored.TryGetValue(change.Id, out var eTag) ? eTag : null)),
        ];
    }

    private static async Task<Dictionary<Guid, Guid>> ReadETagsAsync(NpgsqlConnection connection, Guid[] ids, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("SELECT id, etag FROM ai_jobs WHERE id = any($1)", connection)
        {
            Parameters = { new NpgsqlParameter<Guid[]> { TypedValue = ids } },
        };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var eTags = new Dictionary<Guid, Guid>();
        while (await reader.ReadAsync(cancellationToken))
        {
            eTags.Add(reader.GetGuid(0), reader.GetGuid(1));
        }

        return eTags;
    }
}
