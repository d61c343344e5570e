namespace OrleansAiJobs.Tests.Servers;

/// <summary>How a connection ends.</summary>
public enum CutKind
{
    /// <summary>Closed in order, as a proxy does that is restarted.</summary>
    Fin,

    /// <summary>Reset, as by a firewall or a process that was killed.</summary>
    Rst,

    /// <summary>It stays open, and nothing comes through it any more.</summary>
    Stall,
}
