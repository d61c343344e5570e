namespace OrleansAiJobs.WebFrontend.Auth;

/// <summary>The section <c>Auth</c>: who is let in.</summary>
internal sealed class AuthOptions
{
    public const string Section = "Auth";

    /// <summary>Whether anybody may start a guest session; when not set, in Development and in embedded mode.</summary>
    public bool? AllowGuests { get; set; }
}
