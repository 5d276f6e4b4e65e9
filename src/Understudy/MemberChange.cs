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
}

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
