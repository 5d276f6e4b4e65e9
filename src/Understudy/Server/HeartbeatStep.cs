namespace Understudy.Server;

/// <summary>What to do.</summary>
/// <param name="Work">What to do.</param>
/// <param name="Wait">How long to wait, at most.</param>
/// <param name="Datagram">What to send. The driver may read it until it asks for the next step.</param>
internal readonly record struct HeartbeatStep(
    HeartbeatWork Work, TimeSpan Wait = default, ReadOnlyMemory<byte> Datagram = default);

/// <summary>What the driver of a server's heartbeats is to do.</summary>
internal enum HeartbeatWork
{
    /// <summary>Wait for a datagram, but no longer than the step says.</summary>
    Receive,

    /// <summary>Receive what is there already, without a wait.</summary>
    Collect,

    /// <summary>Open both transports anew, the one for requests first, and close the old ones.</summary>
    ReplaceTransports,

    /// <summary>Do for both transports what is due from time to time.</summary>
    MaintainTransports,

    /// <summary>Send a datagram to the heartbeat group.</summary>
    Send,

    /// <summary>Send a datagram to the request group.</summary>
    Check,

    /// <summary>Wait for as long as the step says, and hear nothing.</summary>
    Wait,

    /// <summary>Nothing more: the server has left.</summary>
    End,
}

/// <summary>How things stand with a server's transports.</summary>
/// <param name="Now">The time.</param>
/// <param name="AreOpen">Whether the transports of both lanes are open.</param>
/// <param name="IsOutOfDate">Whether the network has changed since the heartbeats' transport was opened.</param>
internal readonly record struct HeartbeatMoment(TimeSpan Now, bool AreOpen, bool IsOutOfDate);
