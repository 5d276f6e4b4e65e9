using Understudy.Client;
using Understudy.Protocol;

namespace Understudy.Tests.Client;

/// <summary>
/// A client on virtual time with 500 requests a second, where most of them must be repeated: one server hears them, and
/// the network loses datagrams. It is not busy, so nothing may keep the repeats back.
/// </summary>
public class LossyNetworkTests
{
    private const int Milliseconds = 15_000;
    private const int MillisecondsPerRequest = 2;
    private const int MillisecondsUnderWay = 1;

    private readonly DrivenClient _client = new();
    private readonly Random _random = new(2);
    private readonly Queue<(int Due, byte[] Reply)> _underWay = new();

    /// <summary>
    /// The servers before the one that answers went on sending heartbeats and heard no requests. It answered at once,
    /// but never as the first in line, so what it answered was taken for a sign of overload: the repeats that such a
    /// network needs were withheld, and one request in seven was given up. With two fifths lost, every third was given
    /// up even where the first in line answered.
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
    /// In the order of spread nobody is the first for long, and with one of five servers that hears, four requests in
    /// five must be repeated: two thirds of them were given up.
    /// </summary>
    [Theory]
    [InlineData(5, 0)]
    [InlineData(5, 0.3)]
    [InlineData(9, 0.3)]
    public void SpreadRequests_ThatOneServerOfManyHears_AreAllAnswered(int servers, double loss)
        => AssertAllAreAnswered(
            RequestOrder.Spread, number => (int)((uint)(number * 0x9E3779B97F4A7C15 >> 32) % (uint)servers), loss);

    /// <summary>
    /// The heartbeats of the only server do not come back to it, so it answers what is for everybody, and nothing else.
    /// </summary>
    [Theory]
    [InlineData(RequestOrder.Lowest)]
    [InlineData(RequestOrder.Spread)]
    public void Requests_ToAServerThatKnowsNoRank_AreAllAnswered(RequestOrder order)
        => AssertAllAreAnswered(order, _ => RequestFrame.Everybody, loss: 0.3);

    private void AssertAllAreAnswered(RequestOrder order, Func<ulong, int> rankOf, double loss)
    {
        int begun = 0;
        for (int time = 0; time < Milliseconds || _client.Engine.InFlight > 0; time++)
        {
            while (_underWay.TryPeek(out (int Due, byte[] Reply) first) && first.Due <= time)
                _client.Receive(_underWay.Dequeue().Reply, time);

            int before = _client.Sent.Count;
            if (time < Milliseconds && time % MillisecondsPerRequest == 0)
            {
                _client.Begin(order, time);
                begun++;
            }

            _client.Due(time);
            foreach ((PendingRequest request, int limit) in _client.Sent[before..])
            {
                int rank = rankOf(request.Number);
                bool isHeard = rank <= limit && _random.NextDouble() >= loss && _random.NextDouble() >= loss;
                if (isHeard)
                    _underWay.Enqueue((time + MillisecondsUnderWay, DrivenClient.ReplyTo(request.Number, id: 1, rank)));
            }
        }

        Assert.Equal((begun, 0), (_client.Completed.Count, _client.Failed.Count));
    }
}
