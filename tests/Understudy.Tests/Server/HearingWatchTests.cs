using Understudy.Server;

namespace Understudy.Tests.Server;

/// <summary>When a server that hears heartbeats does not hear requests.</summary>
public class HearingWatchTests
{
    private static readonly byte[] Members = [1, 2, 3];

    private readonly HearingWatch _watch = new();

    [Fact]
    public void Server_ThatHearsItsOwnCheck_IsWellAlone()
    {
        for (int period = 0; period < 5; period++)
        {
            _watch.Checks();
            Return();
            Assert.False(_watch.Tick(Members));
        }
    }

    [Fact]
    public void Server_ThatStoodStill_IsNotDeafForThat()
    {
        _watch.Checks();
        _watch.Pauses();
        Assert.False(_watch.Tick(Members));
    }

    [Fact]
    public void Server_ThatHearsNothingInAPeriod_IsDeafUntilItDoes()
    {
        _watch.Checks();
        Assert.True(_watch.Tick(Members));
        _watch.Checks();
        Return();
        Assert.False(_watch.Tick(Members));
    }

    /// <summary>In a flood a check may find no room.</summary>
    [Fact]
    public void Server_WhoseChecksAreLostAmongOthersDatagrams_IsNotDeaf()
    {
        for (int period = 0; period < 5; period++)
        {
            _watch.Checks();
            _watch.Arrived();
            Assert.False(_watch.Tick(Members));
        }
    }

    /// <summary>Its own network still brings it its own check; a switch, or another group, keeps the rest.</summary>
    [Fact]
    public void Server_ThatHearsItselfAlone_IsDeafWhereAnotherHearsMore()
    {
        Assert.False(Pass(told: 10));
        Assert.False(Pass(told: 11));
        Assert.True(Pass(told: 12));
        _watch.Arrived();
        Assert.False(Pass(told: 13));
    }

    [Fact]
    public void Server_ThatHearsItselfAlone_IsWellWhereNobodyHearsMore()
    {
        for (int period = 0; period < 5; period++)
            Assert.False(Pass(told: 10));
    }

    [Fact]
    public void Server_ThatHearsItselfAlone_IsWellBesideOneThatDoesNotCount()
    {
        for (ulong told = 0; told < 5; told++)
            Assert.False(Pass(told, by: 4));
    }

    [Fact]
    public void Server_BesideOneThatHasStartedAnew_IsNotDeafForThat()
    {
        Pass(told: 10);
        Pass(told: 11);
        Assert.False(Pass(told: 500, incarnation: 8));
    }

    private void Return()
    {
        _watch.Arrived();
        _watch.Returned();
    }

    private bool Pass(ulong told, int by = 3, ulong incarnation = 7)
    {
        _watch.Checks();
        Return();
        _watch.Told(by, incarnation, told);
        return _watch.Tick(Members);
    }
}
