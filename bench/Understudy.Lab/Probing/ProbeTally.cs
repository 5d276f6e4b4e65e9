using System.Globalization;
using System.Text;
using Understudy.Lab.Reporting;
using Understudy.Protocol;

namespace Understudy.Lab.Probing;

/// <summary>
/// The requests of a probe, and the answers to each: none, one, or more. Without clock or socket; one that asks and one
/// that hears may use it at the same time.
/// </summary>
internal sealed class ProbeTally
{
    private readonly uint _cluster;
    private readonly ulong _client;
    private readonly int[] _answers;
    private int _asked;
    private int _wrong;

    /// <param name="cluster">The hash of the cluster's name.</param>
    /// <param name="client">A random number that tells this client from others.</param>
    /// <param name="requests">How many will be sent.</param>
    public ProbeTally(uint cluster, ulong client, int requests)
    {
        _cluster = cluster;
        _client = client;
        _answers = new int[requests];
    }

    /// <summary>The next request, for the first in line alone: each has a sum of its own to do.</summary>
    public byte[] Ask()
    {
        int number = _asked++;
        byte[] payload = Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{number}+1"));
        byte[] frame = new byte[RequestFrame.PayloadOffset + payload.Length];
        var header = new FrameHeader(FrameKind.Request, FrameFlags.None, _cluster, _client, (ulong)number);
        new RequestFrame(RankLimit: 0).WritePrefix(frame, header);
        payload.CopyTo(frame.AsSpan(RequestFrame.PayloadOffset));
        return frame;
    }

    /// <summary>A datagram has come; one that is no answer to this client is nothing.</summary>
    public void Hear(ReadOnlySpan<byte> datagram)
    {
        if (FrameHeader.TryParse(datagram, _cluster, out FrameHeader header) != DatagramStatus.Ok
            || header.Kind != FrameKind.Reply || header.Sender != _client || header.Sequence >= (ulong)_answers.Length
            || ReplyFrame.TryParse(datagram, out ReplyFrame reply) != DatagramStatus.Ok)
        {
            return;
        }

        int number = (int)header.Sequence;
        string sum = string.Create(CultureInfo.InvariantCulture, $"{number + 1}");
        if (reply.Status != ReplyFrame.Done || Encoding.UTF8.GetString(datagram[ReplyFrame.PayloadOffset..]) != sum)
            Interlocked.Increment(ref _wrong);
        Interlocked.Increment(ref _answers[number]);
    }

    public ProbeReport Report()
    {
        int[] answers = _answers[.._asked];
        return new ProbeReport
        {
            Asked = _asked,
            AnsweredOnce = answers.Count(one => one == 1),
            AnsweredNot = answers.Count(one => one == 0),
            AnsweredTwice = answers.Count(one => one > 1),
            Wrong = Volatile.Read(ref _wrong),
        };
    }
}
