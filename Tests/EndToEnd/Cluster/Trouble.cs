namespace OrleansAiJobs.Tests.EndToEnd.Cluster;

/// <summary>What happens beside the cuts.</summary>
public enum Trouble
{
    None,

    /// <summary>A silo is killed.</summary>
    SiloKilled,

    /// <summary>The grain that is the user's feed is deactivated, again and again.</summary>
    HistoryDeactivated,
}
