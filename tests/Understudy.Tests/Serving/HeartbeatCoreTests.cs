using System.Net;
using System.Net.Sockets;
using Understudy.Membership;
using Understudy.Serving;
using Understudy.Wire;

namespace Understudy.Tests.Serving;

/// <summary>Several servers on virtual time, each of which hears at once whatever any of them says, itself included.</summary>
public class HeartbeatCoreTests
{
    private static readonly MembershipOptions Options = new() { MaxServers = 9 };
    private static readonly SocketAddress Nowhere = new(AddressFamily.InterNetwork);

    private readonly List<HeartbeatCore> _servers = [];
    private readonly List<HeartbeatOutput> _said = [];
    private ulong _lastIncarnation;
    private TimeSpan _now;

    [Fact]
    public void Start_WhileItListens_ProbesThrice()
    {
        Start(id: 1);
        Pass(TimeSpan.FromMilliseconds(149));
        Assert.Equal([HeartbeatOutput.Probe, HeartbeatOutput.Probe, HeartbeatOutput.Probe], _said);

        Pass(TimeSpan.FromMilliseconds(1));
        Assert.Equal(HeartbeatOutput.Heartbeat, _said[^1]);
    }

    [Fact]
    public void Probe_OfAStartingServer_IsAnsweredWithin20Milliseconds()
    {
        HeartbeatCore first = Start(id: 1);
        Pass(TimeSpan.FromSeconds(5.5));
        HeartbeatCore second = Start(id: 2);
        Pass(TimeSpan.FromMilliseconds(20));
        Assert.Equal([1], second.Members.View.EligibleIds);
        Assert.Equal(ServerRole.Lead, first.Members.View.Role);
    }

    [Fact]
    public void Leave_OnceSaid_IsNotTakenBack()
    {
        HeartbeatCore server = Start(id: 1);
        Pass(TimeSpan.FromSeconds(1));
        server.Leave();
        _said.Clear();
        Pass(TimeSpan.FromSeconds(3));
        Assert.Empty(_said);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(9)]
    public void Start_OfSeveralThatChooseTheirIdsAtOneInstant_GivesEachItsOwn(int count)
    {
        for (int server = 0; server < count; server++)
            Start(id: null);
        Pass(TimeSpan.FromSeconds(1));
        Assert.Equal(
            Enumerable.Range(1, count).Select(id => (int?)id),
            _servers.Select(server => server.Members.View.Id).Order());

        Pass(TimeSpan.FromSeconds(5));
        Assert.Single(_servers, server => server.Members.View.Role == ServerRole.Lead);
    }

    private HeartbeatCore Start(int? id)
    {
        var dialect = new FramedHeartbeats(cluster: 7, ++_lastIncarnation, Options, new RequestCounts());
        var server = new HeartbeatCore(
            new MembershipCore(id, Options), dialect, Options.Period, new Random((int)_lastIncarnation));
        server.Begin(_now);
        _servers.Add(server);
        return server;
    }

    private void Pass(TimeSpan time)
    {
        TimeSpan end = _now + time;
        while (_servers.MinBy(server => server.NextDue) is { } next && next.NextDue <= end)
        {
            _now = next.NextDue > _now ? next.NextDue : _now;
            Say(next);
        }

        _now = end;
    }

    private void Say(HeartbeatCore server)
    {
        byte[] datagram = new byte[HeartbeatFrame.Length];
        HeartbeatStep step = server.Step(_now, stuck: false);
        int length = server.Write(step.Output, datagram, _now);
        if (length == 0)
            return;

        _said.Add(step.Output);
        foreach (HeartbeatCore hearer in _servers)
            Assert.Equal(DatagramStatus.Ok, hearer.Hear(datagram.AsSpan(0, length), Nowhere, Nowhere, _now, out _));
    }
}
