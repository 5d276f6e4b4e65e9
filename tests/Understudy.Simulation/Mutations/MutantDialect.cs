using System.Buffers.Binary;
using Understudy.Protocol;
using Understudy.Simulation.Network;

namespace Understudy.Simulation.Mutations;

/// <summary>Messages as they are read and written with a deliberate bug.</summary>
internal sealed class MutantDialect : IDialect
{
    private readonly Mutation _mutation;
    private readonly IDialect _real;
    private readonly ulong _incarnation;

    private MutantDialect(Mutation mutation, IDialect real, ulong incarnation)
    {
        _mutation = mutation;
        _real = real;
        _incarnation = incarnation;
    }

    /// <returns>The dialect itself where there is no mutation: then nothing stands between it and the server.</returns>
    public static IDialect Of(Mutation mutation, IDialect real, ulong incarnation)
        => mutation == Mutation.None ? real : new MutantDialect(mutation, real, incarnation);

    public bool HasProbes => _real.HasProbes;

    public bool NumbersRequests => _real.NumbersRequests;

    public int RequestPrefix => _real.RequestPrefix;

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
    {
        DatagramStatus status = _real.TryRead(datagram, out request);
        if (status == DatagramStatus.Ok)
            request = request with { Key = KeyOf(request.Key), Terms = TermsOf(request.Terms) };
        return status;
    }

    public DatagramStatus TryRead(ReadOnlySpan<byte> datagram, out ReplyMessage reply)
        => _real.TryRead(datagram, out reply);

    public int Write(Span<byte> destination, in HeartbeatMessage heartbeat) => _real.Write(destination, heartbeat);

    public int Write(Span<byte> destination, in ProbeMessage probe)
        => _real.Write(
            destination, probe with { IsChoosing = probe.IsChoosing && _mutation != Mutation.AutomaticIdsCollide });

    public int Write(Span<byte> destination, in RequestMessage request, ReadOnlySpan<byte> payload)
        => _real.Write(destination, request, payload);

    public void WritePrefix(Span<byte> prefix, in ReplyMessage reply)
        => _real.WritePrefix(prefix, reply with
        {
            Status = _mutation == Mutation.RejectionNotTold && reply.Status == ReplyStatus.Rejected
                ? ReplyStatus.Done
                : reply.Status,
            IsBusy = reply.IsBusy && _mutation != Mutation.BusyNotTold,
        });

    private RequestKey? KeyOf(RequestKey? key)
        => _mutation == Mutation.ClientsMixedUp && key is { } told ? told with { Client = 0 } : key;

    private RequestTerms TermsOf(in RequestTerms terms) => _mutation switch
    {
        Mutation.RankOneTooGood => terms with { RankLimit = terms.RankLimit + 1 },
        Mutation.RankOneTooBad => terms with { RankLimit = terms.RankLimit - 1 },
        Mutation.RankLimitIgnored => terms with { RankLimit = RequestFrame.Everybody },
        Mutation.UnheardStaysSilent => terms with { RankLimit = Math.Min(terms.RankLimit, RequestFrame.Everybody - 1) },
        Mutation.SpreadNotDrawn => terms with { Client = 0, Number = 0 },
        Mutation.SpreadOrdersDiffer => terms with { Client = _incarnation },
        _ => terms,
    };

    private bool IsClusterNotChecked(ReadOnlySpan<byte> datagram)
        => _mutation == Mutation.ClusterNotChecked && datagram.Length >= FrameHeader.Length;

    private static void PutIntoCluster(ReadOnlySpan<byte> datagram, Span<byte> copy)
    {
        datagram.CopyTo(copy);
        BinaryPrimitives.WriteUInt64BigEndian(copy[Frame.ClusterOffset..], Frame.Cluster);
    }
}
