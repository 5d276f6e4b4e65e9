namespace Understudy;

/// <summary>Which of the eligible servers a request is for first.</summary>
public enum RequestOrder
{
    /// <summary>The one with the lowest id; all requests go to the same.</summary>
    Lowest = 0,

    /// <summary>
    /// One that the request's own number chooses, by rendezvous hashing (Thaler and Ravishankar, 1998): all servers
    /// share the load, and when one goes, only its share moves. Needs the framed dialect.
    /// </summary>
    Spread = 1,
}
