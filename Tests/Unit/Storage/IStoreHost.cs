using OrleansAiJobs.Grains.Storage;

namespace OrleansAiJobs.Tests.Unit.Storage;

/// <summary>A database that is empty when a test gets it.</summary>
internal interface IStoreHost : IAsyncDisposable
{
    /// <summary>Opens and prepares a store over the database.</summary>
    Task<IAiJobStore> OpenAsync();
}
