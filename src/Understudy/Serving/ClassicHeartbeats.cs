using System.Net;
using Understudy.Membership;
using Understudy.Transport;
using Understudy.Wire;

namespace Understudy.Serving;

/// <summary>Heartbeats of the classic dialect: nothing but an id, so a server knows its own by where it came from.</summary>
internal sealed class ClassicHeartbeats : IHeartbeatDialect
{
    private readonly int _id;
    private readonly int _highestId;

    public ClassicHeartbeats(UnderstudyServerOptions options)
    {
        _id = options.Id;
        _highestId = options.Membership.MaxServers;
        ListeningTime = options.Membership.Period * 1.25;
    }

    /// <remarks>
    /// Within a period every other server sends one heartbeat; the quarter more is for one that is a little late, or else
    /// it would be missed as often as not.
    /// </remarks>
    public TimeSpan ListeningTime { get; }

    public int WriteHeartbeat(Span<byte> destination, bool leaving) => leaving ? 0 : ClassicHeartbeat.Write(_id, destination);

    public int WriteProbe(Span<byte> destination) => 0;

    public DatagramStatus Read(ReadOnlySpan<byte> datagram, SocketAddress sender, SocketAddress self, out Heard heard)
    {
        heard = default;
        DatagramStatus status = ClassicHeartbeat.TryParse(datagram, _highestId, out int id);
        if (status != DatagramStatus.Ok)
            return status;

        if (id != _id)
            heard = new Heard(HeardKind.Member, id);
        else if (sender.Equals(self))
            heard = new Heard(HeardKind.Self, id);
        else
            heard = new Heard(HeardKind.Rival, id, ComesFirst: Addresses.Compare(sender, self) < 0);
        return status;
    }
}
