namespace OrleansAiJobs.WebFrontend.OpenApi;

/// <summary>Whom an endpoint serves.</summary>
internal enum Callers
{
    /// <summary>Whoever has a session or a token.</summary>
    Users,

    /// <summary>Nobody in particular, too; but a bad token is refused.</summary>
    NobodyToo,

    /// <summary>Everybody, without a look at who it is.</summary>
    Everybody,
}
