namespace Understudy;

/// <summary>A member changed its state in a server's table.</summary>
public readonly record struct MemberChange
{
    /// <summary>The member.</summary>
    public required int Id { get; init; }

    /// <summary>Its state before.</summary>
    public required MemberState From { get; init; }

    /// <summary>Its state now.</summary>
    public required MemberState To { get; init; }

    /// <summary>What brought the change about.</summary>
    public required MemberChangeReason Reason { get; init; }

    /// <summary>Why the member is not to be counted on, where it says so itself.</summary>
    public NotServingReason NotServing { get; init; }
}

/// <summary>Why a member changed its state.</summary>
public enum MemberChangeReason
{
    /// <summary>A heartbeat of it was heard.</summary>
    HeartbeatHeard,

    /// <summary>None of its heartbeats came between two of this server's own.</summary>
    HeartbeatMissed,

    /// <summary>It said that it leaves.</summary>
    Left,

    /// <summary>This server was paused: what it believed of itself is out of date.</summary>
    Paused,

    /// <summary>Another server uses this server's id, so this one stands aside.</summary>
    IdTaken,
}
