namespace Understudy.Membership;

/// <summary>What a server does about a request, and why. Those after the second are silent.</summary>
internal enum Verdict
{
    /// <summary>It answers.</summary>
    Answer,

    /// <summary>It sends the bytes again that it answered before.</summary>
    Repeat,

    /// <summary>It is at work on this request already.</summary>
    InProgress,

    /// <summary>Its rank is above the request's limit: another server answers.</summary>
    OutOfTurn,

    /// <summary>It has not heard itself yet.</summary>
    Joining,

    /// <summary>Its own heartbeat does not come back.</summary>
    Unheard,

    /// <summary>Its handler does not come back.</summary>
    Stuck,

    /// <summary>It stood still, and the request may be old.</summary>
    Paused,

    /// <summary>Another server uses its id.</summary>
    Aside,

    /// <summary>As many requests are in progress as may be.</summary>
    Busy,

    /// <summary>It has waited too long behind others.</summary>
    Late,

    /// <summary>It is no request: a client asks who is there.</summary>
    Probe,

    /// <summary>It is no request at all.</summary>
    Invalid,
}
