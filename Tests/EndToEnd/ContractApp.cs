using OrleansAiJobs.Tests.Apps;
using OrleansAiJobs.Tests.EndToEnd.Api;
using OrleansAiJobs.Tests.ScriptedAi;

namespace OrleansAiJobs.Tests.EndToEnd;

/// <summary>One process for all the tests of the contract that need it as it comes: each start costs seconds.</summary>
[CollectionDefinition(Name)]
public sealed class ContractApp : ICollectionFixture<ContractApp.Fixture>
{
    public const string Name = "Contract";

    /// <summary>A site that is let in by its origin.</summary>
    public const string OtherSite = "https://site.example";

    public sealed class Fixture : IAsyncLifetime
    {
        public ScriptedAiServer Ai { get; private set; } = null!;

        public EmbeddedApp App { get; private set; } = null!;

        public async Task InitializeAsync()
        {
            Ai = await ScriptedAiServer.StartAsync(TimeProvider.System);
            App = await EmbeddedApp.StartAsync(Settings.Asking(Ai, [.. Token.Settings, ("Cors:AllowedOrigins:0", OtherSite), ("ForwardedHeaders:KnownProxies:0", "127.0.0.1")]));
        }

        public async Task DisposeAsync()
        {
            await App.DisposeAsync();
            await Ai.DisposeAsync();
        }
    }
}
