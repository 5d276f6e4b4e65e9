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

    /// <summary>It has just started, and listens before it sends heartbeats.</summary>
    Joining,

    /// <summary>It does not hear its own heartbeats, so it cannot know whether the others do.</summary>
    Unheard,

    /// <summary>It was paused, and has not heard its own heartbeat since.</summary>
    Paused,

    /// <summary>Its handler hangs. It sends no heartbeat until that ends.</summary>
    Stuck,

    /// <summary>Another server uses its id; it takes over when that one goes.</summary>
    Aside,
}
