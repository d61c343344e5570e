using OrleansAiJobs.Grains.Storage;

namespace OrleansAiJobs.Tests.Unit.Storage;

/// <summary>Gives each test a store over an empty database.</summary>
public abstract class StoreTest : IAsyncLifetime
{
    private protected IStoreHost Host { get; private set; } = null!;

    private protected IAiJobStore Store { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Host = await CreateHostAsync();
        Store = await Host.OpenAsync();
    }

    public async Task DisposeAsync()
    {
        await CloseAsync();
        await Host.DisposeAsync();
    }

    private protected abstract Task<IStoreHost> CreateHostAsync();

    private protected async Task CloseAsync() => await ((IAsyncDisposable)Store).DisposeAsync();

    private protected async Task ReopenAsync()
    {
        await CloseAsync();
        Store = await Host.OpenAsync();
    }
}
