namespace Understudy;

/// <summary>
/// Why a server says of itself that it is not to be counted on. It is there, and answers what everybody is asked, if it
/// can.
/// </summary>
public enum NotServingReason
{
    /// <summary>It can be counted on.</summary>
    None = 0,

    /// <summary>
    /// Its handler does not come back: requests make no progress for longer than a heartbeat's period.
    /// </summary>
    Stuck = 1,

    /// <summary>Its handler has failed several requests in a row, which other servers then carried out.</summary>
    Failing = 2,

    /// <summary>The system has refused to send several of its replies in a row.</summary>
    Mute = 3,

    /// <summary>
    /// It does not hear the request group, while its heartbeats go to and fro: a filter, a switch, or another group.
    /// </summary>
    Deaf = 4,

    /// <summary>Its handler says that it is not well (<see cref="IRequestHandler.IsHealthyAsync"/>).</summary>
    Unhealthy = 5,
}
