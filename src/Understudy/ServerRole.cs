namespace Understudy;

/// <summary>
/// What a server does with a request right now, and why. The first two answer when it is their turn. One that is
/// Unheard, NotServing or Aside answers only what everybody is asked; the rest are silent.
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

    /// <summary>It cannot be counted on, and says so in its heartbeats, with the reason.</summary>
    NotServing,

    /// <summary>Another server uses its id; it takes over when that one goes.</summary>
    Aside,
}
