namespace Understudy.Server;

/// <summary>What to do.</summary>
/// <param name="Work">What to do.</param>
/// <param name="Wait">How long to wait, at most.</param>
/// <param name="Datagram">What to send; the engine's, and the driver's to read until it asks for the next step.</param>
internal readonly record struct HeartbeatStep(
    HeartbeatWork Work, TimeSpan Wait = default, ReadOnlyMemory<byte> Datagram = default);

/// <summary>What the driver of a server's heartbeats is to do.</summary>
internal enum HeartbeatWork
{
    /// <summary>Wait for a datagram, but no longer than the step says.</summary>
    Receive,

    /// <summary>Receive what waits already, without a wait.</summary>
    Collect,

    /// <summary>Open both channels anew, the one for requests first, and close the old ones.</summary>
    ReplaceChannels,

    /// <summary>Do for both channels what is to be done from time to time.</summary>
    MaintainChannels,

    /// <summary>Send a datagram to the heartbeat group.</summary>
    Send,

    /// <summary>Wait for as long as the step says, and hear nothing.</summary>
    Wait,

    /// <summary>Nothing any more: the server has left.</summary>
    End,
}

/// <summary>How things stand with a server's channels.</summary>
/// <param name="Now">The time.</param>
/// <param name="AreOpen">Whether there is a channel to either group.</param>
/// <param name="IsOutOfDate">Whether the network of an open channel is another than when it was opened.</param>
internal readonly record struct HeartbeatMoment(TimeSpan Now, bool AreOpen, bool IsOutOfDate);
