using Microsoft.Data.Sqlite;
using OrleansAiJobs.Grains.Storage.Rows;

namespace OrleansAiJobs.Grains.Storage.Sqlite;

/// <summary>Changes rows, many in one transaction. For the one thread that writes.</summary>
internal sealed class SqliteRowWriter(SqliteConnection connection) : IDisposable
{
    private readonly SqliteStatement _insertUser = new(connection, "INSERT INTO users (id) VALUES ($1) ON CONFLICT (id) DO NOTHING");

    private readonly SqliteStatement _insert = new(
        connection,
        """
        INSERT INTO ai_jobs (
          id, etag, status, version, attempt, max_attempts, interruptions, error_code, error_message, error_retryable, usage, attempts,
          result_data, started_at, completed_at, next_attempt_at, deadline, changed_at, owner, user_id, type, created_at, input_data, input_preview, batch_size, trace_parent)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26)
        ON CONFLICT (id) DO NOTHING
        """);

    private readonly SqliteStatement _update = new(
        connection,
        """
        UPDATE ai_jobs SET
          etag = $2, status = $3, version = $4, attempt = $5, max_attempts = $6, interruptions = $7,
          error_code = $8, error_message = $9, error_retryable = $10, usage = $11, attempts = $12, result_data = $13,
          started_at = $14, completed_at = $15, next_attempt_at = $16, deadline = $17, changed_at = $18, owner = $19
        WHERE id = $1 AND etag = $20
        """);

    private readonly SqliteStatement _delete = new(connection, "DELETE FROM ai_jobs WHERE id = $1 AND etag = $2");

    private readonly SqliteStatement _remember = new(
        connection,
        "INSERT INTO deleted_ai_jobs (id, deleted_at) VALUES ($1, $2) ON CONFLICT (id) DO UPDATE SET deleted_at = excluded.deleted_at");

    private readonly SqliteStatement _forget = new(
        connection,
        """
        DELETE FROM deleted_ai_jobs
        WHERE id IN (SELECT id FROM deleted_ai_jobs WHERE deleted_at < $1 ORDER BY deleted_at LIMIT $2)
        """);

    private readonly SqliteStatement _readETag = new(connection, "SELECT etag FROM ai_jobs WHERE id = $1");

    private readonly SqliteStatement _deleteFinished = new(
        connection,
        """
        DELETE FROM ai_jobs
        WHERE id IN (SELECT id FROM ai_jobs WHERE completed_at < $1 ORDER BY completed_at, id LIMIT $2)
        """);

    /// <summary>Commits what can be committed, and says of each row what became of it.</summary>
    public IReadOnlyList<RowResult> Commit(IReadOnlyList<RowChange> changes)
    {
        using var transaction = Begin();
        RowResult[] results = [.. changes.Select(Apply)];
        transaction.Commit();
        return results;
    }

    /// <summary>Commits either every row or, when one cannot be committed, none.</summary>
    public IReadOnlyList<RowResult> CommitAllOrNone(IReadOnlyList<RowChange> changes)
    {
        using var transaction = Begin();
        RowResult[] results = [.. changes.Select(Apply)];
        if (results.All(result => result.Outcome == RowOutcome.Committed))
        {
            transaction.Commit();
        }

        return results;
    }

    /// <summary>Returns how many jobs were deleted.</summary>
    public int DeleteFinishedBefore(DateTimeOffset before, int limit)
    {
        using var transaction = Begin();
        _deleteFinished.Transaction = transaction;
        var removed = _deleteFinished.Execute(SqliteTime.Format(before), limit);
        transaction.Commit();
        return removed;
    }

    /// <summary>Returns how many ids were forgotten.</summary>
    public int ForgetDeletedBefore(DateTimeOffset before, int limit)
    {
        using var transaction = Begin();
        _forget.Transaction = transaction;
        var forgotten = _forget.Execute(SqliteTime.Format(before), limit);
        transaction.Commit();
        return forgotten;
    }

    public void Dispose()
    {
        foreach (var statement in new[] { _insertUser, _insert, _update, _delete, _remember, _forget, _readETag, _deleteFinished })
        {
            statement.Dispose();
        }
    }

    private SqliteTransaction Begin()
    {
        var transaction = connection.BeginTransaction();
        foreach (var statement in new[] { _insertUser, _insert, _update, _delete, _remember, _readETag })
        {
            statement.Transaction = transaction;
        }

        return transaction;
    }

    private RowResult Apply(RowChange change)
    {
        var id = change.Id.ToString("D");
        try
        {
            var changed = change.Kind switch
            {
                RowChangeKind.Insert => Insert(change, id),
                RowChangeKind.Update => Update(change, id),
                _ => Delete(change, id),
            };
            return changed == 1 ? RowResult.Committed : RowResult.Conflict(_readETag.Query<Guid?>(row => row.GetGuid(0), id).SingleOrDefault());
        }
        catch (SqliteException e) when (SqliteErrors.ConcernsRow(e))
        {
            return RowResult.Refused(e);
        }
    }

    private int Insert(RowChange change, string id)
    {
        var job = change.Job;
        var userId = job.UserId.ToString("D");
        _insertUser.Execute(userId);
        return _insert.Execute(
            [id, .. Changing(change), userId, job.Type, SqliteTime.Format(job.CreatedAt), job.Input, change.InputPreview, job.BatchSize, job.TraceParent]);
    }

    private int Update(RowChange change, string id) => _update.Execute([id, .. Changing(change), RowETag.Format(change.ExpectedETag)]);

    private int Delete(RowChange change, string id)
    {
        var deleted = _delete.Execute(id, RowETag.Format(change.ExpectedETag));
        if (deleted == 1 && change.RememberedAt is { } deletedAt)
        {
            _remember.Execute(id, SqliteTime.Format(deletedAt));
        }

        return deleted;
    }

    private static object?[] Changing(RowChange change)
    {
        var job = change.Job;
        return
        [
            RowETag.Format(change.NewETag), StatusText.Format(job.Status), job.Version, job.Attempt, job.MaxAttempts, job.Interruptions,
            job.Error?.Code, job.Error?.Message, job.Error?.Retryable, change.Usage, change.Attempts, job.Result,
            TimeOf(job.StartedAt), TimeOf(job.CompletedAt), TimeOf(job.NextAttemptAt), TimeOf(job.Deadline),
            SqliteTime.Format(job.ChangedAt), job.Owner,
        ];
    }

    private static string? TimeOf(DateTimeOffset? time) => time is { } known ? SqliteTime.Format(known) : null;
}
