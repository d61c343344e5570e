namespace OrleansAiJobs.Grains.Storage.Batching;

/// <summary>Something about one row that can travel with others.</summary>
internal interface IBatchRequest
{
    /// <summary>The row; a batch holds each at most once.</summary>
    Guid Id { get; }

    /// <summary>Requests of the same kind go through the same loop, so that batches are of one kind as far as there are loops; any number.</summary>
    int Kind { get; }

    /// <summary>The text it carries, in UTF-16 units, roughly.</summary>
    int TextLength { get; }
}
