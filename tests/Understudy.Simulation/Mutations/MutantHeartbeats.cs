using System.Buffers.Binary;
using Understudy.Protocol;
using Understudy.Server;
using Understudy.Simulation.Network;

namespace Understudy.Simulation.Mutations;

/// <summary>Heartbeats as they are read with a deliberate bug.</summary>
internal sealed class MutantHeartbeats : IHeartbeatDialect
{
    private readonly Mutation _mutation;
    private readonly IHeartbeatDialect _real;
    private readonly ulong _incarnation;

    public MutantHeartbeats(Mutation mutation, IHeartbeatDialect real, ulong incarnation)
    {
        _mutation = mutation;
        _real = real;
        _incarnation = incarnation;
    }

    public TimeSpan ListeningTime => _mutation == Mutation.NoListening ? TimeSpan.FromMilliseconds(1) : _real.ListeningTime;

    public int WriteHeartbeat(Span<byte> destination, int id, TimeSpan now, bool leaving)
        => _real.WriteHeartbeat(destination, id, now, leaving);

    public int WriteProbe(Span<byte> destination, bool choosing)
        => _real.WriteProbe(destination, choosing && _mutation != Mutation.AutomaticIdsCollide);

    public DatagramStatus Read(ReadOnlySpan<byte> datagram, in HearingPlace place, out Heard heard)
    {
        if (_mutation == Mutation.ClusterNotChecked && datagram.Length >= FrameHeader.Length)
        {
            Span<byte> copy = stackalloc byte[datagram.Length];
            datagram.CopyTo(copy);
            BinaryPrimitives.WriteUInt32BigEndian(copy[Frame.ClusterOffset..], Frame.Cluster);
            return _real.Read(copy, place, out heard);
        }

        DatagramStatus status = _real.Read(datagram, place, out heard);
        heard = (_mutation, heard.Kind) switch
        {
            (Mutation.OwnHeartbeatNotKnown, HeardKind.Self) => default,
            (Mutation.OwnHeartbeatAssumed, HeardKind.Self) => default,
            (Mutation.OwnHeartbeatById, HeardKind.Rival) => new Heard(HeardKind.Self, heard.Id),
            (Mutation.RivalIgnored, HeardKind.Rival) => default,
            (Mutation.LeaveIgnored, HeardKind.Leaving) => new Heard(HeardKind.Member, heard.Id, Sender: heard.Sender),
            (Mutation.LeaverHeardAgain, HeardKind.Nothing) when status == DatagramStatus.Ok => Again(datagram, place),
            (Mutation.ProbesNotAnswered, HeardKind.Probe) => default,
            _ => heard,
        };
        return status;
    }

    /// <summary>A heartbeat that nothing was made of, since its sender has left.</summary>
    private Heard Again(ReadOnlySpan<byte> datagram, in HearingPlace place)
    {
        var frame = new Frame(datagram);
        bool isOld = frame.Kind == FrameKind.Heartbeat && frame.Flags == FrameFlags.None && frame.Sender != _incarnation;
        return isOld && frame.Id != place.Id ? new Heard(HeardKind.Member, frame.Id, Sender: frame.Sender) : default;
    }
}
