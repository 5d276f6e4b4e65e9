using Understudy.Membership;

namespace Understudy.Tests.Membership;

/// <summary>Two servers with one id: exactly one of them stays.</summary>
public class RivalTests
{
    private readonly MembershipCore _core = new(id: 2, new MembershipOptions());

    [Fact]
    public void Rival_HeardWhileListening_IsStoodAsideFor()
    {
        _core.HearRival(comesFirst: false);
        Assert.False(Tick().SendHeartbeat);
        Assert.Equal(ServerRole.Aside, _core.View.Role);
    }

    [Fact]
    public void Rival_ThatGoesAway_IsTakenOverFrom()
    {
        _core.HearRival(comesFirst: false);
        Tick();
        Tick();
        Assert.Equal(ServerRole.Aside, _core.View.Role);

        Assert.True(Tick().SendHeartbeat);
        Assert.Equal(ServerRole.Lead, _core.View.Role);
    }

    [Fact]
    public void Rival_HeardWhileRunningWithAnEarlierAddress_IsYieldedToAtOnce()
    {
        Tick();
        _core.HearRival(comesFirst: true);
        Assert.Equal(ServerRole.Aside, _core.View.Role);
        Assert.Contains(
            new MemberChange
            {
                Id = 2,
                From = MemberState.Active,
                To = MemberState.Disconnected,
                Reason = MemberChangeReason.IdTaken,
            },
            _core.MemberChanges);
    }

    [Fact]
    public void Rival_HeardWhileRunningWithALaterAddress_IsExpectedToYield()
    {
        Tick();
        _core.HearRival(comesFirst: false);
        Assert.Equal(ServerRole.Lead, _core.View.Role);
    }

    [Fact]
    public void Rival_ThatNeverYields_IsYieldedToInTheEnd()
    {
        Tick();
        int ticks = 0;
        while (_core.View.Role == ServerRole.Lead)
        {
            _core.HearRival(comesFirst: false);
            Tick();
            ticks++;
        }

        Assert.Equal(ServerRole.Aside, _core.View.Role);
        Assert.Equal(5, ticks);
    }

    [Fact]
    public void Rival_ThatNeverYieldsButIsToInTheEnd_IsNotYieldedTo()
    {
        Tick();
        for (int tick = 0; tick < 20; tick++)
        {
            _core.HearRival(comesFirst: false, staysInTheEnd: false);
            Tick();
        }

        Assert.Equal(ServerRole.Lead, _core.View.Role);
    }

    /// <summary>
    /// After a split, one rival yielded and a second one was heard once; the time with both was counted as one, and
    /// this server yielded to the second, which had yielded to it.
    /// </summary>
    [Fact]
    public void Rivals_OneAfterTheOther_AreNotCountedAsOne()
    {
        Tick();
        for (int tick = 0; tick < 3; tick++)
        {
            _core.HearRival(comesFirst: false, staysInTheEnd: false);
            Tick();
        }

        Tick();
        _core.HearRival(comesFirst: false, staysInTheEnd: true);
        for (int tick = 0; tick < 4; tick++)
        {
            Tick();
            Assert.Equal(ServerRole.Lead, _core.View.Role);
        }
    }

    [Fact]
    public void Rival_YieldedToInTheEnd_IsNotTakenOverFromForOneLostHeartbeat()
    {
        Tick();
        for (int tick = 0; tick < 5; tick++)
        {
            _core.HearRival(comesFirst: false);
            Tick();
        }

        Tick();
        Assert.Equal(ServerRole.Aside, _core.View.Role);
    }

    [Fact]
    public void OwnEcho_WhileStandingAside_IsIgnored()
    {
        Tick(echo: false);
        _core.HearRival(comesFirst: true);
        _core.HearSelf();
        Assert.Equal(ServerRole.Aside, _core.View.Role);
    }

    [Fact]
    public void StandingAside_ForLong_MissesNoEcho()
    {
        _core.HearRival(comesFirst: false);
        for (int tick = 0; tick < 10; tick++)
        {
            _core.HearRival(comesFirst: false);
            Assert.False(Tick().EchoMissed);
        }
    }

    private TickResult Tick(bool echo = true)
    {
        TickResult tick = _core.Tick(_core.NextTick);
        if (echo)
            _core.HearSelf();
        return tick;
    }
}
