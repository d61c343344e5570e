using OrleansAiJobs.Grains.Storage;

namespace OrleansAiJobs.Tests.Unit.Storage;

/// <summary>An empty database of one test; disposing it deletes it.</summary>
internal interface IStoreHost : IAsyncDisposable
{
    /// <summary>Opens and prepares a store over the database.</summary>
    Task<IAiJobStore> OpenAsync();
}
