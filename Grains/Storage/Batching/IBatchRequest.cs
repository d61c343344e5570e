namespace OrleansAiJobs.Grains.Storage.Batching;

/// <summary>Something about one row that can travel with others.</summary>
internal interface IBatchRequest
{
    /// <summary>The row; a batch holds each at most once.</summary>
    Guid Id { get; }

    /// <summary>Requests of one group go through the same loop; any number.</summary>
    int Group { get; }

    /// <summary>The text it carries, in UTF-16 units, roughly.</summary>
    int TextLength { get; }
}
