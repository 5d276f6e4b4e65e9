namespace Understudy;

/// <summary>What one server believes of another, or of itself, by the heartbeats it has heard.</summary>
public enum MemberState
{
    /// <summary>Nothing was heard of it, or not for a long time.</summary>
    Disconnected = 0,

    /// <summary>It has been silent for so long that it no longer counts as able to answer.</summary>
    Unresponsive = 1,

    /// <summary>A heartbeat is overdue; it still counts as able to answer.</summary>
    AwaitingConfirmation = 2,

    /// <summary>Its heartbeats arrive.</summary>
    Active = 3,

    /// <summary>Its heartbeats arrive, and say that it is not to be counted on.</summary>
    NotServing = 4,
}
