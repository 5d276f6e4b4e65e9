using Understudy.Protocol;

namespace Understudy.Server;

/// <summary>Heartbeats of the classic dialect: nothing but an id, so a server knows its own by where it came from.</summary>
internal sealed class ClassicHeartbeats : IHeartbeatDialect
{
    private readonly int _highestId;

    public ClassicHeartbeats(MembershipOptions options)
    {
        _highestId = options.MaxServers;
        ListeningTime = options.Period * 1.25;
    }

    /// <remarks>
    /// Within a period every other server sends one heartbeat; the quarter more is for one that is a little late, or else
    /// it would be missed as often as not.
    /// </remarks>
    public TimeSpan ListeningTime { get; }

    public int WriteHeartbeat(Span<byte> destination, int id, TimeSpan now, bool leaving)
        => leaving ? 0 : ClassicHeartbeat.Write(id, destination);

    public int WriteProbe(Span<byte> destination, bool choosing) => 0;

    public DatagramStatus Read(ReadOnlySpan<byte> datagram, in HearingPlace place, out Heard heard)
    {
        heard = default;
        DatagramStatus status = ClassicHeartbeat.TryParse(datagram, _highestId, out int id);
        if (status != DatagramStatus.Ok)
            return status;

        bool isOwn = place.Sender.Equals(place.Self);
        if (id != place.Id)
            heard = isOwn ? default : new Heard(HeardKind.Member, id);
        else if (isOwn)
            heard = new Heard(HeardKind.Self, id);
        else
            heard = new Heard(HeardKind.Rival, id, ComesFirst: place.Sender.ComesBefore(place.Self));
        return status;
    }
}
