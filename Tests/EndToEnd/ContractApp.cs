using OrleansAiJobs.Tests.Apps;
using OrleansAiJobs.Tests.ScriptedAi;

namespace OrleansAiJobs.Tests.EndToEnd;

/// <summary>One process for all the tests of the contract that need it as it comes: each start costs seconds.</summary>
[CollectionDefinition(Name)]
public sealed class ContractApp : ICollectionFixture<ContractApp.Fixture>
{
    public const string Name = "Contract";

    public sealed class Fixture : IAsyncLifetime
    {
        public ScriptedAiServer Ai { get; private set; } = null!;

        public EmbeddedApp App { get; private set; } = null!;

        public async Task InitializeAsync()
        {
            Ai = await ScriptedAiServer.StartAsync(TimeProvider.System);
            App = await EmbeddedApp.StartAsync(Settings.Asking(Ai));
        }

        public async Task DisposeAsync()
        {
            await App.DisposeAsync();
            await Ai.DisposeAsync();
        }
    }
}
