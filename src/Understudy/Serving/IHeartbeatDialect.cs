using System.Net;
using Understudy.Wire;

namespace Understudy.Serving;

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
/// <param name="ComesFirst">Of a rival: whether it is the one to stay.</param>
/// <param name="StaysInTheEnd">Of a rival: whether it is, if neither has yielded for some time.</param>
internal readonly record struct Heard(HeardKind Kind, int Id = 0, bool ComesFirst = false, bool StaysInTheEnd = true);

/// <summary>How heartbeats look in one dialect. Owned by the heartbeat thread, but for writing.</summary>
internal interface IHeartbeatDialect
{
    /// <summary>How long a server that starts listens before it speaks.</summary>
    TimeSpan ListeningTime { get; }

    /// <summary>Writes this server's heartbeat. Safe from any thread.</summary>
    /// <returns>Its length.</returns>
    int WriteHeartbeat(Span<byte> destination, bool leaving);

    /// <summary>Writes the question who is there.</summary>
    /// <returns>Its length, or 0 where the dialect has none.</returns>
    int WriteProbe(Span<byte> destination);

    /// <param name="datagram">What was received.</param>
    /// <param name="sender">Who sent it.</param>
    /// <param name="self">The address that this server sends from.</param>
    /// <param name="heard">What it is.</param>
    DatagramStatus Read(ReadOnlySpan<byte> datagram, SocketAddress sender, SocketAddress self, out Heard heard);
}
