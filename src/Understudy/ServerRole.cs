namespace Understudy;

/// <summary>
/// What a server does with a request right now, and why. The first two can answer; the rest stay silent.
/// </summary>
public enum ServerRole
{
    /// <summary>It has the lowest id of the eligible servers, and answers.</summary>
    Lead,

    /// <summary>It stands in: a server with a lower id is eligible.</summary>
    Understudy,

    /// <summary>It has just started, and listens before it speaks.</summary>
    Joining,

    /// <summary>Its own heartbeat does not come back, so it cannot know what the others hear.</summary>
    Unheard,

    /// <summary>It was paused, and has not heard itself since.</summary>
    Paused,

    /// <summary>Its handler does not come back, so it sends no heartbeat until it does.</summary>
    Stuck,

    /// <summary>Another server uses its id; it takes over when that one goes.</summary>
    Aside,
}
