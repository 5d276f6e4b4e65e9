using Understudy.Protocol;

namespace Understudy.Server;

/// <summary>
/// What happens to the heartbeats of a server, for those who log, count or check it. Nothing is decided here.
/// </summary>
/// <remarks>
/// Called by the heartbeat thread. Datagram and sender may be read until the call returns.
/// </remarks>
internal interface IHeartbeatEvents
{
    /// <summary>A datagram was dropped: it is no heartbeat.</summary>
    void Dropped(ReadOnlySpan<byte> datagram, Peer sender, DatagramStatus status, TimeSpan now);

    /// <summary>A datagram was heard.</summary>
    /// <param name="datagram">The datagram.</param>
    /// <param name="sender">Who sent it.</param>
    /// <param name="heard">What it was.</param>
    /// <param name="id">The server's id before it was heard.</param>
    /// <param name="now">The time.</param>
    void Heard(ReadOnlySpan<byte> datagram, Peer sender, Heard heard, int? id, TimeSpan now);

    /// <summary>Another server has settings that should be alike, and are not.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="sender">Who it is.</param>
    /// <param name="theirs">Its settings.</param>
    /// <param name="ours">This server's.</param>
    /// <param name="now">The time.</param>
    void SettingsDiffer(int id, Peer sender, in SharedSettings theirs, in SharedSettings ours, TimeSpan now);

    /// <summary>A period is over.</summary>
    /// <param name="duty">What is due.</param>
    /// <param name="idBefore">The server's id before it.</param>
    void Ticked(in HeartbeatDuty duty, int? idBefore);

    /// <summary>The server is about to send something to the heartbeat group.</summary>
    void Speaks(HeartbeatOutput output);

    /// <summary>It was sent, or not.</summary>
    void Sent(in SendResult result);

    /// <summary>The server has taken an id, or lost it.</summary>
    void IdChanged(int? id);

    /// <summary>A member's state has changed.</summary>
    void MemberChanged(MemberChange change);

    /// <summary>This server's role has changed.</summary>
    void RoleChanged(RoleChange change);
}
