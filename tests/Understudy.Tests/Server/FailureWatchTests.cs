using Understudy.Protocol;
using Understudy.Server;

namespace Understudy.Tests.Server;

/// <summary>When a server that fails requests is not to be counted on any more.</summary>
public class FailureWatchTests
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    private readonly FailureWatch _watch = new(Period);
    private ulong _number;

    [Fact]
    public void Server_ThatFailsThreeInARow_IsOutForAPeriod()
    {
        Fail(at: 0, count: 3);
        Assert.Equal(NotServingReason.None, WhyNot(at: 249));
        Assert.Equal(NotServingReason.Failing, WhyNot(at: 250));
        Assert.Equal(NotServingReason.Failing, WhyNot(at: 1249));
        Assert.Equal(NotServingReason.None, WhyNot(at: 1250));
    }

    [Fact]
    public void Server_ThatFailsTwo_IsNotOut()
    {
        Fail(at: 0, count: 2);
        Assert.Equal(NotServingReason.None, WhyNot(at: 5000));
    }

    [Fact]
    public void Success_BetweenFailures_BeginsANewRow()
    {
        Fail(at: 0, count: 2);
        _watch.Succeeded();
        Fail(at: 0, count: 2);
        Assert.Equal(NotServingReason.None, WhyNot(at: 5000));
    }

    /// <summary>What fails everywhere says nothing of any server: else it took all of them out.</summary>
    [Fact]
    public void Requests_ThatOthersFailToo_DoNotCount()
    {
        Fail(at: 0, count: 10);
        for (ulong number = 1; number <= 8; number++)
            _watch.FailsElsewhere(new RequestKey(7, number));
        Assert.Equal(NotServingReason.None, WhyNot(at: 250));
        Fail(at: 0, count: 1);
        Assert.Equal(NotServingReason.Failing, WhyNot(at: 250));
    }

    [Fact]
    public void Server_ThatStillFails_IsOutForTwiceAsLongUpToABound()
    {
        int at = 0;
        foreach (int periods in (int[])[1, 2, 4, 8, 16, 16])
        {
            Fail(at, count: 3);
            at += 250;
            Assert.Equal(NotServingReason.Failing, WhyNot(at));
            at += periods * 1000;
            Assert.Equal(NotServingReason.Failing, WhyNot(at - 1));
            Assert.Equal(NotServingReason.None, WhyNot(at));
        }

        _watch.Succeeded();
        Fail(at, count: 3);
        WhyNot(at + 250);
        Assert.Equal(NotServingReason.None, WhyNot(at + 1250));
    }

    /// <summary>It is still asked, and goes out when another is there.</summary>
    [Fact]
    public void Server_ThatFailsAsTheLast_IsNotWellAfterSomeTime()
    {
        Fail(at: 0, count: 3);
        Assert.Equal(NotServingReason.Failing, _watch.WhyNot(Period));
        Assert.Equal(NotServingReason.Failing, _watch.WhyNot(Period * 100));
        Assert.Equal(NotServingReason.Failing, WhyNot(at: 100_000));
        Assert.Equal(NotServingReason.None, WhyNot(at: 101_000));
    }

    [Fact]
    public void Success_OfAServerThatIsOut_BringsItBack()
    {
        Fail(at: 0, count: 3);
        Assert.Equal(NotServingReason.Failing, WhyNot(at: 250));
        _watch.Succeeded();
        Assert.Equal(NotServingReason.None, WhyNot(at: 251));
    }

    /// <summary>Where the last ones were remembered, none of them ever became old enough.</summary>
    [Fact]
    public void Server_ThatFailsAThousandASecond_IsOut()
    {
        for (int at = 0; at <= 250; at++)
            Fail(at, count: 1);
        Assert.Equal(NotServingReason.Failing, WhyNot(at: 252));
    }

    [Fact]
    public void Reason_IsThatOfTheLast()
    {
        Fail(at: 0, count: 2);
        _watch.Failed(new RequestKey(7, 99), NotServingReason.Mute, TimeSpan.Zero);
        Assert.Equal(NotServingReason.Mute, WhyNot(at: 250));
    }

    private void Fail(int at, int count)
    {
        for (int failure = 0; failure < count; failure++)
        {
            _watch.Failed(
                new RequestKey(7, ++_number), NotServingReason.Failing, TimeSpan.FromMilliseconds(at));
        }
    }

    /// <summary>As at a tick of a server that is not the last.</summary>
    private NotServingReason WhyNot(int at)
    {
        TimeSpan now = TimeSpan.FromMilliseconds(at);
        NotServingReason why = _watch.WhyNot(now);
        _watch.IsOut(now);
        return why;
    }
}
