using System.Net;
using Understudy.Client;
using Understudy.Protocol;

namespace Understudy.Tests.Client;

/// <summary>
/// A client on virtual time with 500 requests a second, where most of them must be repeated: one server hears them, and the
/// network loses datagrams. It is not busy, so nothing may keep the repeats back.
/// </summary>
public class LossyNetworkTests
{
    private const int Milliseconds = 15_000;
    private const int MillisecondsPerRequest = 2;

    private static readonly IPEndPoint Server = new(IPAddress.Loopback, 4000);

    private readonly RequestTable _table = new(new UnderstudyClientOptions(), clientNumber: 77);
    private readonly Random _random = new(1);
    private readonly Queue<(TimeSpan Due, byte[] Reply)> _underWay = new();

    /// <summary>
    /// The servers before the one that answers went on sending heartbeats and heard no requests. It answered at once, but
    /// never as the first in line, so what it answered was taken for a sign of overload: the repeats that such a network
    /// needs were withheld, and one request in seven was given up. With two fifths lost, every third was given up even
    /// where the first in line answered.
    /// </summary>
    [Theory]
    [InlineData(0, 0.2)]
    [InlineData(1, 0.2)]
    [InlineData(4, 0.2)]
    [InlineData(0, 0.3)]
    [InlineData(4, 0.3)]
    public void Requests_WhoseFirstInLineAreDeaf_AreAllAnswered(int rank, double loss)
        => AssertAllAreAnswered(RequestOrder.Lowest, _ => rank, loss);

    /// <summary>
    /// In the order of spread nobody is the first for long, and with one of five servers that hears, four requests in five
    /// must be repeated: two thirds of them were given up.
    /// </summary>
    [Theory]
    [InlineData(5, 0)]
    [InlineData(5, 0.3)]
    [InlineData(9, 0.3)]
    public void SpreadRequests_ThatOneServerOfManyHears_AreAllAnswered(int servers, double loss)
        => AssertAllAreAnswered(RequestOrder.Spread, number => (int)((uint)(number * 0x9E3779B97F4A7C15 >> 32) % (uint)servers), loss);

    /// <summary>The heartbeats of the only server do not come back to it, so it answers what is for everybody, and nothing else.</summary>
    [Theory]
    [InlineData(RequestOrder.Lowest)]
    [InlineData(RequestOrder.Spread)]
    public void Requests_ToAServerThatKnowsNoRank_AreAllAnswered(RequestOrder order)
        => AssertAllAreAnswered(order, _ => RequestFrame.Everybody, loss: 0.3);

    private void AssertAllAreAnswered(RequestOrder order, Func<ulong, int> rankOf, double loss)
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

            toSend.Clear();
            if (time < Milliseconds && time % MillisecondsPerRequest == 0)
            {
                toSend.Add(_table.Begin("1+1"u8, order, now));
                begun++;
            }

            _table.CollectDue(now, toSend, expired);
            foreach (PendingRequest request in toSend)
            {
                int rank = rankOf(request.Number);
                if (rank <= request.RankLimit && _random.NextDouble() >= loss && _random.NextDouble() >= loss)
                    Reply(request, rank, now);
            }
        }

        Assert.Equal((begun, 0), (answered, expired.Count));
    }

    /// <summary>What the server sends takes a millisecond.</summary>
    private void Reply(PendingRequest request, int rank, TimeSpan now)
    {
        FrameHeader.TryParse(request.Frame, ClusterName.Hash("default"), out FrameHeader header);
        byte[] reply = new byte[ReplyFrame.PayloadOffset];
        new ReplyFrame(ReplyFrame.Done, 1, (byte)rank).WritePrefix(
            reply, header with { Kind = FrameKind.Reply, Flags = FrameFlags.None });
        _underWay.Enqueue((now + TimeSpan.FromMilliseconds(1), reply));
    }
}
