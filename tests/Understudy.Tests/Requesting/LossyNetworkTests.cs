using System.Net;
using Understudy.Requesting;
using Understudy.Wire;

namespace Understudy.Tests.Requesting;

/// <summary>A client on virtual time with 500 requests a second, on a network that loses a fifth of all datagrams.</summary>
public class LossyNetworkTests
{
    private const double Loss = 0.2;
    private const int Milliseconds = 15_000;
    private const int MillisecondsPerRequest = 2;

    private static readonly IPEndPoint Server = new(IPAddress.Loopback, 4000);

    private readonly RequestTable _table = new(new UnderstudyClientOptions(), clientNumber: 77);
    private readonly Random _random = new(1);
    private readonly Queue<(TimeSpan Due, byte[] Reply)> _underWay = new();

    /// <summary>
    /// The servers before the one that answers went on sending heartbeats and heard no requests. It answered at once, but
    /// never as the first in line, so what it answered was taken for a sign of overload: the repeats that such a network
    /// needs were withheld, and one request in seven was given up.
    /// </summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(4)]
    public void Requests_WhoseFirstInLineAreDeaf_AreAllAnswered(byte rank)
    {
        var toSend = new List<PendingRequest>();
        var expired = new List<PendingRequest>();
        int answered = 0;
        int begun = 0;
        for (int time = 0; time < Milliseconds || _table.InFlight > 0; time++)
        {
            TimeSpan now = TimeSpan.FromMilliseconds(time);
            while (_underWay.TryPeek(out (TimeSpan Due, byte[] Reply) first) && first.Due <= now)
            {
                if (_table.Accept(_underWay.Dequeue().Reply, Server, now, out _) is not null)
                    answered++;
            }

            if (time < Milliseconds && time % MillisecondsPerRequest == 0)
            {
                Send(_table.Begin("1+1"u8, RequestOrder.Lowest, now), rank, now);
                begun++;
            }

            toSend.Clear();
            _table.CollectDue(now, toSend, expired);
            foreach (PendingRequest request in toSend)
                Send(request, rank, now);
        }

        Assert.Equal((begun, 0), (answered, expired.Count));
    }

    /// <summary>One server answers, and what it sends takes a millisecond.</summary>
    private void Send(PendingRequest request, byte rank, TimeSpan now)
    {
        if (request.RankLimit < rank || _random.NextDouble() < Loss || _random.NextDouble() < Loss)
            return;
        FrameHeader.TryParse(request.Frame, ClusterName.Hash("default"), out FrameHeader header);
        byte[] reply = new byte[ReplyFrame.PayloadOffset];
        new ReplyFrame(ReplyFrame.Done, (byte)(rank + 1), rank).WritePrefix(reply, header with { Kind = FrameKind.Reply });
        _underWay.Enqueue((now + TimeSpan.FromMilliseconds(1), reply));
    }
}
