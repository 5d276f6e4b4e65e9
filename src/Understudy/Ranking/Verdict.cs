namespace Understudy.Ranking;

/// <summary>What a server does about a request, and why.</summary>
internal enum Verdict
{
    /// <summary>It answers.</summary>
    Answer,

    /// <summary>Silent: a server with a lower id is eligible.</summary>
    SilentUnderstudy,

    /// <summary>Silent: it has not heard itself yet.</summary>
    SilentJoining,

    /// <summary>Silent: its own heartbeat does not come back.</summary>
    SilentUnheard,

    /// <summary>Silent: it stood still, and the request may be old.</summary>
    SilentPaused,

    /// <summary>Silent: another server uses its id.</summary>
    SilentAside,
}
