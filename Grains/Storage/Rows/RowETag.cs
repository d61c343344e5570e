using Orleans.Storage;

namespace OrleansAiJobs.Grains.Storage.Rows;

internal static class RowETag
{
    public static string? Format(Guid? eTag) => eTag?.ToString("D");

    /// <exception cref="InconsistentStateException">No row can have such an ETag.</exception>
    public static Guid? Parse(string? eTag) =>
        eTag is null ? null
        : Guid.TryParseExact(eTag, "D", out var parsed) ? parsed
        : throw new InconsistentStateException("The ETag is none of this store's.", "unknown", eTag);
}
