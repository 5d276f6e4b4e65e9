using Understudy.Membership;

namespace Understudy.Tests.Membership;

public class MemberTableTests
{
    private readonly MemberTable _table = new(new MembershipOptions { MaxServers = 5 });
    private readonly List<MemberChange> _changes = [];

    [Fact]
    public void EveryId_AtFirst_IsDisconnected()
        => Assert.All(Enumerable.Range(0, 6), id => Assert.Equal(MemberState.Disconnected, _table.StateOf(id)));

    [Fact]
    public void Heartbeat_OfADisconnectedMember_MakesItActive()
    {
        Assert.True(_table.Hear(3, NotServingReason.None, _changes));

        var expected = new MemberChange
        {
            Id = 3,
            From = MemberState.Disconnected,
            To = MemberState.Active,
            Reason = MemberChangeReason.HeartbeatHeard,
        };
        Assert.Equal([expected], _changes);
    }

    [Fact]
    public void Silence_TickByTick_PassesThroughEveryState()
    {
        _table.Hear(2, NotServingReason.None, _changes);
        var seen = new List<(MemberState, bool)>();
        for (int tick = 0; tick < 5; tick++)
        {
            _table.Tick(_changes);
            seen.Add((_table.StateOf(2), _table.IsEligible(2)));
        }

        Assert.Equal(
            [
                (MemberState.Active, true),
                (MemberState.AwaitingConfirmation, true),
                (MemberState.Unresponsive, false),
                (MemberState.Disconnected, false),
                (MemberState.Disconnected, false),
            ],
            seen);
        Assert.All(_changes.Skip(1), change => Assert.Equal(MemberChangeReason.HeartbeatMissed, change.Reason));
    }

    [Fact]
    public void Heartbeat_EveryPeriod_ChangesNoStateTwice()
    {
        for (int tick = 0; tick < 10; tick++)
        {
            _table.Hear(1, NotServingReason.None, _changes);
            _table.Tick(_changes);
        }

        Assert.Single(_changes);
    }

    [Fact]
    public void Heartbeat_SecondOneWithinAPeriod_ChangesNothing()
    {
        _table.Hear(1, NotServingReason.None, _changes);
        Assert.False(_table.Hear(1, NotServingReason.None, _changes));
    }

    [Fact]
    public void LowestEligible_AmongSeveral_IsTheLowestIdEvenZero()
    {
        Assert.Null(_table.LowestEligibleId());
        _table.Hear(4, NotServingReason.None, _changes);
        Assert.Equal(4, _table.LowestEligibleId());
        _table.Hear(0, NotServingReason.None, _changes);
        Assert.Equal(0, _table.LowestEligibleId());
    }

    [Fact]
    public void Thresholds_WhenSet_DecideTheStates()
    {
        var options = new MembershipOptions { Countdown = 6, ActiveFrom = 5, EligibleFrom = 3 };
        MemberState[] states = [.. Enumerable.Range(0, 7).Select(countdown => options.StateAt(countdown))];

        Assert.Equal(
            [
                MemberState.Disconnected, MemberState.Unresponsive, MemberState.Unresponsive,
                MemberState.AwaitingConfirmation, MemberState.AwaitingConfirmation, MemberState.Active,
                MemberState.Active,
            ],
            states);
    }
}
