using System.Buffers.Binary;
using Understudy.Protocol;
using Understudy.Simulation.Checking;
using Understudy.Simulation.Network;

namespace Understudy.Simulation.Mutations;

/// <summary>Mutations of what a client reads.</summary>
internal sealed class MutantReplies
{
    private readonly Mutation _mutation;
    private readonly Checks _checks;
    private readonly int _client;
    private readonly byte[] _seam = new byte[Datagram.MaxBytes];

    public MutantReplies(Mutation mutation, Checks checks, int client)
    {
        _mutation = mutation;
        _checks = checks;
        _client = client;
    }

    /// <summary>Whether a mutation has the client not look at a datagram.</summary>
    public bool IsOverlooked(Datagram datagram)
    {
        bool mayBe = _mutation is Mutation.DuplicatesNotLookedAt or Mutation.HeartbeatsOverlooked
            or Mutation.FailureNotFollowed;
        if (!mayBe || datagram.IsDamaged)
            return false;

        var frame = new Frame(datagram.Bytes);
        return frame.Kind == FrameKind.Reply
            ? _mutation == Mutation.DuplicatesNotLookedAt ? !_checks.IsOpen(_client, frame.Number)
                : _mutation == Mutation.FailureNotFollowed && frame.Status == ReplyStatus.Failed
            : _mutation == Mutation.HeartbeatsOverlooked;
    }

    /// <summary>A datagram as it is read with a deliberate bug.</summary>
    public ReadOnlySpan<byte> Read(ReadOnlySpan<byte> datagram)
    {
        bool isMutant = _mutation is Mutation.ReplyToWrongRequestAccepted
            or Mutation.StartRankNeverFalls or Mutation.RepeatsNotRationed or Mutation.AnswersRankForgotten;
        if (!isMutant || datagram.Length < ReplyFrame.PayloadOffset || new Frame(datagram).Kind != FrameKind.Reply)
            return datagram;

        datagram.CopyTo(_seam);
        if (_mutation == Mutation.StartRankNeverFalls)
            _seam[Frame.RankOffset] = Math.Max((byte)1, _seam[Frame.RankOffset]);
        else if (_mutation == Mutation.AnswersRankForgotten)
            _seam[Frame.RankOffset] = 0;
        else if (_mutation == Mutation.RepeatsNotRationed)
            _seam[Frame.FlagsOffset] &= (byte)~FrameFlags.Busy;
        else if (_checks.AnyOpen(_client) is { } other)
            BinaryPrimitives.WriteUInt64BigEndian(_seam.AsSpan(Frame.NumberOffset), other);
        return _seam.AsSpan(0, datagram.Length);
    }
}
