using Understudy.Lab.Network;

namespace Understudy.Tests.Lab;

public class HubTests
{
    private static readonly TimeSpan Now = TimeSpan.FromSeconds(7);

    private static readonly byte[] Frame = [1, 2, 3];

    private readonly Hub _hub = new(3, new Random(1));

    [Fact]
    public void Frame_OnAHealthyNetwork_GoesOutAtAllOtherPortsAtOnce()
    {
        _hub.Accept(2, Frame, Now);

        Assert.Equal([1, 3], TakePorts(Now));
        Assert.Null(_hub.NextDue);
    }

    [Theory]
    [InlineData("in", "1>3", "2>13", "3>1")]
    [InlineData("out", "1>23", "3>12")]
    [InlineData("both", "1>3", "3>1")]
    public void Cut_OfAPort_StopsItsDirectionsAlone(string cut, params string[] heard)
    {
        _hub.Impair(2, PortOrder.Parse($"port 2 cut {cut}", ports: 3)!.Impairment);
        var passed = new List<string>();
        for (int from = 1; from <= 3; from++)
        {
            _hub.Accept(from, Frame, Now);
            int[] ports = TakePorts(Now);
            if (ports.Length > 0)
                passed.Add($"{from}>{string.Concat(ports)}");
        }

        Assert.Equal(heard, passed);
    }

    [Fact]
    public void Delay_OfAPort_HoldsItsFramesBackThatLong()
    {
        _hub.Impair(3, new Impairment { Delay = TimeSpan.FromMilliseconds(50) });
        _hub.Accept(1, Frame, Now);

        Assert.Equal([2], TakePorts(Now));
        Assert.Equal(Now + TimeSpan.FromMilliseconds(50), _hub.NextDue);
        Assert.Empty(TakePorts(Now + TimeSpan.FromMilliseconds(49)));
        Assert.Equal([3], TakePorts(Now + TimeSpan.FromMilliseconds(50)));
    }

    [Fact]
    public void Jitter_AboveTheTimeBetweenFrames_LetsThemOvertake()
    {
        var jitter = new Impairment { Delay = TimeSpan.FromMilliseconds(50), Jitter = TimeSpan.FromMilliseconds(20) };
        _hub.Impair(2, jitter);
        _hub.Impair(3, new Impairment { Loss = 1 });
        for (byte number = 0; number < 100; number++)
            _hub.Accept(1, new[] { number }, Now + TimeSpan.FromMilliseconds(number));

        Assert.Empty(Take(Now + TimeSpan.FromMilliseconds(29)));
        byte[] order = [.. Take(Now + TimeSpan.FromMilliseconds(99 + 70)).Select(one => one.Frame.Span[0])];
        Assert.Equal(Enumerable.Range(0, 100), order.Order().Select(number => (int)number));
        Assert.NotEqual(order.Order(), order);
    }

    [Fact]
    public void Frames_DueAtOneTime_GoInTheirOrder()
    {
        _hub.Impair(2, new Impairment { Delay = TimeSpan.FromMilliseconds(10) });
        for (byte number = 0; number < 20; number++)
            _hub.Accept(3, new[] { number }, Now);

        byte[] order = [.. Take(Now + TimeSpan.FromMilliseconds(10))
            .Where(one => one.Port == 2)
            .Select(one => one.Frame.Span[0])];
        Assert.Equal(Enumerable.Range(0, 20), order.Select(number => (int)number));
    }

    [Fact]
    public void Duplicate_OfEveryFrame_ComesTwice()
    {
        _hub.Impair(2, new Impairment { Duplicate = 1 });
        _hub.Accept(1, Frame, Now);

        Assert.Equal([2, 2, 3], TakePorts(Now));
    }

    [Fact]
    public void Loss_OfAFifth_LosesAboutAFifth()
    {
        _hub.Impair(2, new Impairment { Loss = 0.2 });
        int arrived = 0;
        for (int frame = 0; frame < 10_000; frame++)
        {
            _hub.Accept(1, Frame, Now);
            arrived += TakePorts(Now).Count(port => port == 2);
        }

        Assert.InRange(arrived, 7_800, 8_200);
    }

    [Fact]
    public void Draws_OfOneSeed_AreRepeatable()
    {
        static int[] Run(int seed)
        {
            var hub = new Hub(2, new Random(seed));
            hub.Impair(2, new Impairment { Loss = 0.3, Duplicate = 0.3 });
            return [.. Enumerable.Range(0, 100).Select(_ =>
            {
                hub.Accept(1, Frame, Now);
                int copies = 0;
                while (hub.TryTake(Now, out Delivery _))
                    copies++;
                return copies;
            })];
        }

        Assert.Equal(Run(5), Run(5));
        Assert.NotEqual(Run(5), Run(6));
    }

    [Fact]
    public void Frames_BeyondTheBound_AreDroppedAndCounted()
    {
        _hub.Impair(2, new Impairment { Delay = TimeSpan.FromSeconds(1) });
        _hub.Impair(3, new Impairment { Cut = Cut.In });
        for (int frame = 0; frame < Hub.MaxUnderWay + 7; frame++)
            _hub.Accept(1, Frame, Now);

        Assert.Equal(7, _hub.Overflowed);
        Assert.Equal(Hub.MaxUnderWay, Take(Now + TimeSpan.FromSeconds(1)).Count);
    }

    private int[] TakePorts(TimeSpan now) => [.. Take(now).Select(one => one.Port)];

    private List<Delivery> Take(TimeSpan now)
    {
        var taken = new List<Delivery>();
        while (_hub.TryTake(now, out Delivery one))
            taken.Add(one);
        return taken;
    }
}
