using Understudy.Membership;

namespace Understudy.Tests.Membership;

/// <summary>
/// One server on virtual time: <see cref="Tick"/> is a period, and the echo comes back unless it is cut.
/// </summary>
public class MembershipCoreTests
{
    private static readonly MembershipOptions Options = new();

    private readonly MembershipCore _core = new(id: 2, Options);

    [Fact]
    public void Start_UntilItsFirstTick_ListensAndSendsNothing()
    {
        _core.Begin(firstTick: TimeSpan.FromMilliseconds(150));
        Assert.True(_core.IsListening);
        Assert.Equal(TimeSpan.FromMilliseconds(150), _core.NextTick);
        Assert.Equal(TimeSpan.FromMilliseconds(150) + Options.Period, _core.View.ValidUntil);
        Assert.Equal(ServerRole.Joining, _core.View.Role);
    }

    [Fact]
    public void Start_AfterOnePeriodAlone_LeadsOnceItHearsItself()
    {
        TickResult tick = Tick(echo: false);
        Assert.True(tick.SendHeartbeat);
        Assert.Equal(ServerRole.Joining, _core.View.Role);

        _core.HearSelf();
        Assert.Equal([Role(ServerRole.Joining, ServerRole.Lead, null)], _core.RoleChanges);
    }

    [Fact]
    public void Start_BesideALowerId_NeverLeads()
    {
        _core.Hear(1);
        Tick();
        Assert.Equal([Role(ServerRole.Joining, ServerRole.Understudy, 1)], _core.RoleChanges);
    }

    [Fact]
    public void Start_BesideAHigherId_Leads()
    {
        _core.Hear(3);
        Tick();
        Assert.Equal(ServerRole.Lead, _core.View.Role);
    }

    [Fact]
    public void LowerId_SilentForThreeTicks_IsStoodInFor()
    {
        _core.Hear(1);
        Tick();
        Tick();
        Assert.Equal(ServerRole.Understudy, _core.View.Role);
        Tick();
        Assert.Equal(ServerRole.Lead, _core.View.Role);
        Assert.Contains(
            Change(1, MemberState.AwaitingConfirmation, MemberState.Unresponsive, MemberChangeReason.HeartbeatMissed),
            _core.MemberChanges);
    }

    [Fact]
    public void LowerIds_OneAfterTheOther_AreEachNamedAsLead()
    {
        _core.Hear(1);
        Tick();
        _core.Hear(0);
        Assert.Equal(0, _core.View.LeadId);
        Assert.Equal(Role(ServerRole.Understudy, ServerRole.Understudy, 0), _core.RoleChanges[^1]);
    }

    [Fact]
    public void Echo_ThatNeverComes_IsSaidAndNotAnswered()
    {
        Tick(echo: false);
        Assert.True(Tick(echo: false).EchoMissed);
        Assert.Equal(ServerRole.Unheard, _core.View.Role);
    }

    [Fact]
    public void Echo_MissedOnce_IsSaidAtTheNextTickAndKeepsTheRole()
    {
        Tick();
        Assert.False(Tick(echo: false).EchoMissed);
        Assert.True(Tick().EchoMissed);
        Assert.False(Tick().EchoMissed);
        Assert.Equal(ServerRole.Lead, _core.View.Role);
    }

    [Fact]
    public void Echo_MissedThreeTimes_EndsTheRoleUntilItComesBack()
    {
        Tick();
        for (int tick = 0; tick < 3; tick++)
            Tick(echo: false);
        Assert.Equal(ServerRole.Unheard, _core.View.Role);

        Tick();
        Assert.Equal(ServerRole.Lead, _core.View.Role);
    }

    [Fact]
    public void Echo_TwiceForOneHeartbeat_CountsOnce()
    {
        Tick();
        _core.HearSelf();
        for (int tick = 0; tick < 2; tick++)
            Tick(echo: false);
        Assert.Equal(ServerRole.Lead, _core.View.Role);
        Tick(echo: false);
        Assert.Equal(ServerRole.Unheard, _core.View.Role);
    }

    [Fact]
    public void Tick_LateByAPeriod_AbstainsUntilItHearsItself()
    {
        Tick();
        TickResult late = _core.Tick(_core.NextTick + TimeSpan.FromSeconds(5));

        Assert.Equal(TimeSpan.FromSeconds(5), late.Lateness);
        Assert.True(late.SendHeartbeat);
        Assert.Equal(ServerRole.Paused, _core.View.Role);

        _core.HearSelf();
        Assert.Equal(ServerRole.Lead, _core.View.Role);
    }

    [Fact]
    public void Tick_LateByLessThanAPeriod_IsNoPause()
    {
        Tick();
        TickResult tick = _core.Tick(_core.NextTick + Options.Period - TimeSpan.FromTicks(1));
        Assert.Equal(TimeSpan.Zero, tick.Lateness);
        Assert.Equal(ServerRole.Lead, _core.View.Role);
    }

    [Fact]
    public void Tick_AfterALongPause_DoesNotDeclareTheOthersDead()
    {
        _core.Hear(1);
        Tick();
        _core.Tick(_core.NextTick + TimeSpan.FromHours(1));
        _core.HearSelf();
        Assert.Equal(ServerRole.Understudy, _core.View.Role);
    }

    [Fact]
    public void Tick_LateWhileListening_ListensAgain()
    {
        Assert.False(_core.Tick(_core.NextTick + TimeSpan.FromSeconds(5)).SendHeartbeat);
        Assert.True(_core.Tick(_core.NextTick).SendHeartbeat);
    }

    [Fact]
    public void LowerId_ThatLeaves_IsStoodInForAtOnce()
    {
        _core.Hear(1);
        Tick();
        _core.HearLeaving(1);
        Assert.Equal(ServerRole.Lead, _core.View.Role);
        Assert.Equal(
            Change(1, MemberState.Active, MemberState.Disconnected, MemberChangeReason.Left), _core.MemberChanges[^1]);
    }

    /// <summary>In the classic dialect there is no word for it.</summary>
    [Fact]
    public void Stuck_WhereItCannotSaySo_SendsNoHeartbeat()
    {
        Tick();
        for (int tick = 0; tick < 3; tick++)
            Assert.False(_core.Tick(_core.NextTick, NotServingReason.Stuck, isSilent: true).SendHeartbeat);
        Assert.Equal(ServerRole.NotServing, _core.View.Role);

        Tick();
        Assert.Equal(ServerRole.Lead, _core.View.Role);
    }

    [Fact]
    public void NotServing_IsToldAtOnceAndCountsForNobody()
    {
        Tick();
        Assert.True(_core.Tick(_core.NextTick, NotServingReason.Stuck).SendHeartbeat);
        _core.HearSelf();
        Assert.Equal(
            (ServerRole.NotServing, NotServingReason.Stuck), (_core.View.Role, _core.View.NotServing));
        Assert.Empty(_core.View.EligibleIds);
        Assert.Equal(NotServingReason.Stuck, _core.RoleChanges[^1].NotServing);

        Tick();
        Assert.Equal(ServerRole.Lead, _core.View.Role);
    }

    [Fact]
    public void Member_ThatIsNotServing_IsThereAndStandsBeforeNobody()
    {
        Tick();
        _core.Hear(1);
        Assert.Equal(ServerRole.Understudy, _core.View.Role);
        _core.Hear(1, NotServingReason.Failing);
        Assert.Equal(ServerRole.Lead, _core.View.Role);
        Member member = _core.View.ToMembers()[1];
        Assert.Equal(
            (MemberState.NotServing, NotServingReason.Failing, false),
            (member.State, member.NotServing, member.IsEligible));
        _core.Hear(1);
        Assert.Equal(ServerRole.Understudy, _core.View.Role);
    }

    /// <summary>A service that fails for all has nobody else to ask.</summary>
    [Theory]
    [InlineData(NotServingReason.Failing, ServerRole.Lead)]
    [InlineData(NotServingReason.Mute, ServerRole.Lead)]
    [InlineData(NotServingReason.Stuck, ServerRole.NotServing)]
    public void NotServing_WhereNobodyElseIs_IsForThoseWhoCannot(NotServingReason reason, ServerRole role)
    {
        Tick();
        _core.Hear(1, NotServingReason.Failing);
        _core.Tick(_core.NextTick, reason);
        Assert.Equal(role, _core.View.Role);
        _core.Hear(3);
        _core.Tick(_core.NextTick, reason);
        Assert.Equal(ServerRole.NotServing, _core.View.Role);
    }

    [Fact]
    public void View_IsTrustedForOnePeriodBeyondTheNextTick()
    {
        Tick();
        Assert.Equal(_core.NextTick + Options.Period, _core.View.ValidUntil);
    }

    [Fact]
    public void Members_IncludeEveryIdFromZero()
    {
        _core.Hear(7);
        Member[] members = _core.View.ToMembers();
        Assert.Equal(256, members.Length);
        Assert.Equal(new Member { Id = 7, State = MemberState.Active, Countdown = 4, IsEligible = true }, members[7]);
    }

    private TickResult Tick(bool echo = true)
    {
        TickResult tick = _core.Tick(_core.NextTick);
        if (echo)
            _core.HearSelf();
        return tick;
    }

    private static MemberChange Change(int id, MemberState from, MemberState to, MemberChangeReason reason)
        => new() { Id = id, From = from, To = to, Reason = reason };

    private static RoleChange Role(ServerRole from, ServerRole to, int? lead)
        => new() { From = from, To = to, LeadId = lead };
}
