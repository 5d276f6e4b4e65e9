using Understudy.Protocol;

namespace Understudy.Server;

/// <summary>What a datagram on the heartbeat group turned out to be.</summary>
internal enum HeardKind
{
    /// <summary>Nothing that matters: an old one, or one's own probe.</summary>
    Nothing,

    /// <summary>Another server's heartbeat.</summary>
    Member,

    /// <summary>This server's own heartbeat, come back.</summary>
    Self,

    /// <summary>The heartbeat of another server with this server's id.</summary>
    Rival,

    /// <summary>Another server's last heartbeat: it leaves.</summary>
    Leaving,

    /// <summary>A server that starts asks who is there.</summary>
    Probe,
}

/// <summary>A datagram of the heartbeat group, read.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Id">Whose it is, where it has an id.</param>
/// <param name="ComesFirst">
/// Of a rival: whether it is the one to stay. Of a probe: whether its sender chooses an id, and before this server.
/// </param>
/// <param name="StaysInTheEnd">Of a rival: whether it is, if neither has yielded for some time.</param>
/// <param name="Sender">The sender's incarnation, where the dialect tells it.</param>
internal readonly record struct Heard(
    HeardKind Kind, int Id = 0, bool ComesFirst = false, bool StaysInTheEnd = true, ulong Sender = 0);

/// <summary>Where and when a datagram was heard.</summary>
/// <param name="Sender">Who sent it.</param>
/// <param name="Self">The address that this server sends from.</param>
/// <param name="Id">This server's id; null while it has none.</param>
/// <param name="Now">The time.</param>
internal readonly record struct HearingPlace(Peer Sender, Peer Self, int? Id, TimeSpan Now);

/// <summary>How heartbeats look in one dialect. Owned by the heartbeat thread, but for writing.</summary>
internal interface IHeartbeatDialect
{
    /// <summary>How long a server that starts listens before it speaks.</summary>
    TimeSpan ListeningTime { get; }

    /// <summary>Writes this server's heartbeat. Safe from any thread.</summary>
    /// <returns>Its length; 0 where the dialect has no such heartbeat.</returns>
    int WriteHeartbeat(Span<byte> destination, int id, TimeSpan now, bool leaving);

    /// <summary>Writes the question who is there.</summary>
    /// <param name="destination">Takes it.</param>
    /// <param name="choosing">Whether this server will take an id that is free.</param>
    /// <returns>Its length, or 0 where the dialect has none.</returns>
    int WriteProbe(Span<byte> destination, bool choosing);

    /// <param name="datagram">What was received.</param>
    /// <param name="place">Where and when.</param>
    /// <param name="heard">What it is.</param>
    DatagramStatus Read(ReadOnlySpan<byte> datagram, in HearingPlace place, out Heard heard);
}
