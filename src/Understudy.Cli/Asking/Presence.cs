namespace Understudy.Cli.Asking;

/// <summary>What is known of the servers when nobody has answered.</summary>
internal enum Presence
{
    /// <summary>Whether a server is there was not asked, or cannot be, as in the classic dialect.</summary>
    Unknown,

    /// <summary>The client asked who is there, and heard nobody.</summary>
    NobodyHeard,

    /// <summary>Servers were heard, but none of them answered.</summary>
    ServersSilent,
}
