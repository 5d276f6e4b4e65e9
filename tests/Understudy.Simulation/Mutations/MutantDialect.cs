using System.Buffers.Binary;
using Understudy.Protocol;
using Understudy.Simulation.Network;

namespace Understudy.Simulation.Mutations;

/// <summary>Messages as they are read and written with a deliberate bug.</summary>
internal sealed class MutantDialect : IDialect
{
    private readonly Mutation _mutation;
    private readonly IDialect _real;

    public MutantDialect(Mutation mutation, IDialect real)
    {
        _mutation = mutation;
        _real = real;
    }

    public bool HasProbes => _real.HasProbes;

    public int ReplyPrefix => _real.ReplyPrefix;

    public ReadOnlySpan<byte> FixedRejection => _real.FixedRejection;

    public FrameKind KindOf(ReadOnlySpan<byte> datagram, FrameKind expected) => _real.KindOf(datagram, expected);

    public DatagramStatus TryRead(ReadOnlySpan<byte> datagram, out HeartbeatMessage heartbeat)
    {
        if (!IsClusterNotChecked(datagram))
            return _real.TryRead(datagram, out heartbeat);

        Span<byte> copy = stackalloc byte[datagram.Length];
        PutIntoCluster(datagram, copy);
        return _real.TryRead(copy, out heartbeat);
    }

    public DatagramStatus TryRead(ReadOnlySpan<byte> datagram, out ProbeMessage probe)
    {
        if (!IsClusterNotChecked(datagram))
            return _real.TryRead(datagram, out probe);

        Span<byte> copy = stackalloc byte[datagram.Length];
        PutIntoCluster(datagram, copy);
        return _real.TryRead(copy, out probe);
    }

    public DatagramStatus TryRead(ReadOnlySpan<byte> datagram, out RequestMessage request)
        => _real.TryRead(datagram, out request);

    public DatagramStatus TryRead(ReadOnlySpan<byte> datagram, out ReplyMessage reply)
        => _real.TryRead(datagram, out reply);

    public int Write(Span<byte> destination, in HeartbeatMessage heartbeat) => _real.Write(destination, heartbeat);

    public int Write(Span<byte> destination, in ProbeMessage probe)
        => _real.Write(destination, probe with { IsChoosing = probe.IsChoosing && _mutation != Mutation.AutomaticIdsCollide });

    public int Write(Span<byte> destination, in RequestMessage request, ReadOnlySpan<byte> payload)
        => _real.Write(destination, request, payload);

    public void WritePrefix(Span<byte> prefix, in ReplyMessage reply) => _real.WritePrefix(prefix, reply);

    private bool IsClusterNotChecked(ReadOnlySpan<byte> datagram)
        => _mutation == Mutation.ClusterNotChecked && datagram.Length >= FrameHeader.Length;

    private static void PutIntoCluster(ReadOnlySpan<byte> datagram, Span<byte> copy)
    {
        datagram.CopyTo(copy);
        BinaryPrimitives.WriteUInt32BigEndian(copy[Frame.ClusterOffset..], Frame.Cluster);
    }
}
