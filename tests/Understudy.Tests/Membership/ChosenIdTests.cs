using Understudy.Membership;

namespace Understudy.Tests.Membership;

/// <summary>A server that takes the lowest id that is free.</summary>
public class ChosenIdTests
{
    private readonly MembershipCore _core = new(id: null, new MembershipOptions { MaxServers = 4 });

    [Fact]
    public void Start_Alone_TakesTheFirst()
    {
        Assert.Null(_core.View.Id);
        Assert.True(Tick().SendHeartbeat);
        Assert.Equal(1, _core.View.Id);
        Assert.Equal(ServerRole.Lead, _core.View.Role);
    }

    [Fact]
    public void Start_BesideOthers_TakesTheLowestTheyLeave()
    {
        _core.Hear(1);
        _core.Hear(2);
        _core.Hear(4);
        Tick();
        Assert.Equal(3, _core.View.Id);
        Assert.Equal(ServerRole.Understudy, _core.View.Role);
    }

    [Fact]
    public void Start_WhenAllIdsAreTaken_WaitsUntilOneIsFree()
    {
        for (int period = 0; period < 6; period++)
        {
            HearAll(except: 0);
            Assert.False(Tick().SendHeartbeat);
            Assert.Null(_core.View.Id);
        }

        for (int period = 0; _core.View.Id is null; period++)
        {
            Assert.InRange(period, 0, 4);
            HearAll(except: 2);
            Tick();
        }

        Assert.Equal(2, _core.View.Id);
    }

    [Fact]
    public void Id_LostToAnEarlierServer_IsLeftAndAnotherTaken()
    {
        Tick();
        _core.HearRival(comesFirst: true);
        Assert.Null(_core.View.Id);
        Assert.True(_core.IsListening);
        Assert.Equal(ServerRole.Joining, _core.View.Role);

        Assert.True(Tick().SendHeartbeat);
        Assert.Equal(2, _core.View.Id);
        Assert.Equal(ServerRole.Understudy, _core.View.Role);
    }

    [Fact]
    public void Id_LostManyTimes_CostsTheOthersNothingOfTheirCountdown()
    {
        for (int lost = 1; lost <= 3; lost++)
        {
            Tick();
            Assert.Equal(lost, _core.View.Id);
            _core.HearRival(comesFirst: true);
        }

        Assert.Equal([1, 2, 3], _core.View.EligibleIds);
        Assert.All(_core.View.ToMembers()[1..4], member => Assert.Equal(4, member.Countdown));
    }

    [Fact]
    public void Rival_ThatStartedLater_LeavesTheIdToThisOne()
    {
        Tick();
        _core.HearRival(comesFirst: false);
        Assert.Equal(1, _core.View.Id);
        Assert.Equal(ServerRole.Lead, _core.View.Role);
    }

    private void HearAll(int except)
    {
        for (int id = 1; id <= 4; id++)
        {
            if (id != except)
                _core.Hear(id);
        }
    }

    private TickResult Tick()
    {
        TickResult tick = _core.Tick(_core.NextTick);
        _core.HearSelf();
        return tick;
    }
}
