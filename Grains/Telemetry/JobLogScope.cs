using System.Collections;
using System.Diagnostics;

namespace OrleansAiJobs.Grains.Telemetry;

/// <summary>Puts the job's id and its trace's on every line that is logged meanwhile.</summary>
internal sealed class JobLogScope(Guid jobId, string? traceParent) : IReadOnlyList<KeyValuePair<string, object?>>
{
    private readonly string? _traceId = ActivityContext.TryParse(traceParent, traceState: null, out var trace) ? trace.TraceId.ToHexString() : null;

    public int Count => _traceId is null ? 1 : 2;

    public KeyValuePair<string, object?> this[int index] => index switch
    {
        0 => new("JobId", jobId),
        1 when _traceId is not null => new("TraceId", _traceId),
        _ => throw new ArgumentOutOfRangeException(nameof(index), index, "There are the job's id and its trace's."),
    };

    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator()
    {
        for (var i = 0; i < Count; i++)
        {
            yield return this[i];
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public override string ToString() => _traceId is null ? $"JobId:{jobId}" : $"JobId:{jobId}, TraceId:{_traceId}";
}
