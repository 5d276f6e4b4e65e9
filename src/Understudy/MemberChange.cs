namespace Understudy;

/// <summary>Why a member changed its state.</summary>
public enum MemberChangeReason
{
    /// <summary>A heartbeat of it was heard.</summary>
    HeartbeatHeard,

    /// <summary>This server sent a heartbeat of its own and had heard none of it since the last.</summary>
    HeartbeatMissed,

    /// <summary>It said that it leaves.</summary>
    Left,

    /// <summary>This server was paused, and what it believed of itself is out of date.</summary>
    Paused,

    /// <summary>This server stands aside, because another one uses its id.</summary>
    IdTaken,
}

/// <summary>A member changed its state in a server's table.</summary>
/// <param name="Id">The member.</param>
/// <param name="From">Its state before.</param>
/// <param name="To">Its state now.</param>
/// <param name="Reason">What brought the change about.</param>
public readonly record struct MemberChange(int Id, MemberState From, MemberState To, MemberChangeReason Reason);
