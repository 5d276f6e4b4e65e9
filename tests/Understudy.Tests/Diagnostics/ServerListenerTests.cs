using System.ComponentModel;
using System.Net;
using Microsoft.Extensions.Logging;
using Understudy.Diagnostics;
using Understudy.Membership;
using Understudy.Protocol;
using Understudy.Server;

namespace Understudy.Tests.Diagnostics;

/// <summary>What a server says, how loudly, and how often.</summary>
public sealed class ServerListenerTests : IDisposable
{
    private static readonly Peer Stranger = new(new IPEndPoint(IPAddress.Loopback, 9));
    private static readonly SendResult Refused = SendResult.Failed("Operation not permitted");

    private readonly RecordedLog _log = new();
    private readonly ServerMeters _meters = new(1, () => 0, factory: null);
    private readonly HeartbeatListener _heartbeats;
    private readonly RequestListener _requests;
    private TimeSpan _now;

    public ServerListenerTests()
    {
        _heartbeats = new HeartbeatListener(new UnderstudyServerOptions { Id = 2 }, _log, _meters, () => _now)
        {
            OnMemberChanged = _ => { },
            OnRoleChanged = _ => { },
        };
        _requests = new RequestListener(_log, _meters, () => _now);
    }

    private IEnumerable<string> Warnings
        => _log.Lines.Where(line => line.Level == LogLevel.Warning).Select(line => line.Text);

    [Fact]
    public void Lead_ThatDies_WarnsOfItsLossAndOfTheTakeover()
    {
        Role(ServerRole.Joining, ServerRole.Understudy, 1);
        Lose(1);
        Role(ServerRole.Understudy, ServerRole.Lead, null);
        Assert.Equal(
            [
                "server 1: Awaiting confirmation -> Unresponsive (no heartbeat since the last tick)",
                "role: lead: no server with a lower id is eligible, so this one answers",
            ],
            Warnings);
    }

    [Fact]
    public void Understudy_OfALeadThatDies_WarnsOfTheNext()
    {
        Role(ServerRole.Joining, ServerRole.Understudy, 1);
        Role(ServerRole.Understudy, ServerRole.Understudy, 3);
        Assert.Equal(["role: understudy: server 3 answers, this one stands in"], Warnings);
    }

    [Fact]
    public void Member_ThatIsNotServing_IsAWarningWithItsReason()
    {
        _heartbeats.MemberChanged(new MemberChange
        {
            Id = 1,
            From = MemberState.Active,
            To = MemberState.NotServing,
            Reason = MemberChangeReason.HeartbeatHeard,
            NotServing = NotServingReason.Failing,
        });
        Assert.Equal(["server 1: Active -> Not serving (its handler fails what others carry out)"], Warnings);
    }

    [Fact]
    public void Servers_ThatStartAndLeave_WarnOfNothing()
    {
        Role(ServerRole.Joining, ServerRole.Lead, null);
        Change(1, MemberState.Disconnected, MemberState.Active, MemberChangeReason.HeartbeatHeard);
        Role(ServerRole.Lead, ServerRole.Understudy, 1);
        Change(1, MemberState.Active, MemberState.Disconnected, MemberChangeReason.Left);
        Role(ServerRole.Understudy, ServerRole.Lead, null);
        Assert.Empty(Warnings);
    }

    [Fact]
    public void Lead_ThatLeftComesBackAndDies_IsWarnedOf()
    {
        Change(1, MemberState.Active, MemberState.Disconnected, MemberChangeReason.Left);
        Change(1, MemberState.Disconnected, MemberState.Active, MemberChangeReason.HeartbeatHeard);
        Role(ServerRole.Lead, ServerRole.Understudy, 1);
        Role(ServerRole.Understudy, ServerRole.Lead, null);
        Assert.Single(Warnings);
    }

    [Theory]
    [InlineData(ServerRole.Aside)]
    [InlineData(ServerRole.Unheard)]
    [InlineData(ServerRole.NotServing)]
    [InlineData(ServerRole.Paused)]
    public void Role_InWhichNothingIsAnswered_IsAWarning(ServerRole role)
    {
        Role(ServerRole.Lead, role, null);
        Assert.Single(Warnings);
    }

    [Fact]
    public void Members_ThatAForgerMakesFlap_AreSaidOnceASecondAfterABurst()
    {
        for (int change = 0; change < 100_000; change++)
            Change(1 + (change % 255), MemberState.Disconnected, MemberState.Active, MemberChangeReason.HeartbeatHeard);
        Assert.Equal(255, _log.Lines.Count);
        _now += TimeSpan.FromSeconds(1);
        Change(1, MemberState.Active, MemberState.Disconnected, MemberChangeReason.Left);
        Assert.Equal("server 1: Active -> Disconnected (it leaves) (and 99745 more like it)", _log.Lines[^1].Text);
    }

    [Fact]
    public void Role_ThatAForgerMakesFlap_IsSaidInTheEnd()
    {
        for (int change = 0; change < 1000; change++)
        {
            Role(ServerRole.Understudy, ServerRole.Lead, null);
            Role(ServerRole.Lead, ServerRole.Understudy, 1);
        }

        Role(ServerRole.Understudy, ServerRole.Lead, null);
        _now += TimeSpan.FromSeconds(1);
        _heartbeats.Ticked(default, 2);
        _heartbeats.Ticked(default, 2);
        Assert.Equal(17, _log.Lines.Count);
        Assert.Equal(
            "role: lead: no server with a lower id is eligible, so this one answers (and 1985 more like it)",
            _log.Lines[^1].Text);
    }

    [Fact]
    public void Rival_ThatStays_IsSaidOnceAndAgainAfterItWasAway()
    {
        for (int second = 0; second < 3600; second++)
            HearRival(TimeSpan.FromSeconds(second));
        Assert.Single(Warnings);
        HearRival(TimeSpan.FromSeconds(3610));
        Assert.Equal(2, Warnings.Count());
    }

    [Fact]
    public void Junk_FromAHundredThousandSources_IsOneLineASecondForEachReason()
    {
        for (int port = 1; port <= 60_000; port++)
            Drop(new Peer(new IPEndPoint(IPAddress.Loopback, port)), DatagramStatus.NotAFrame);
        Drop(Stranger, DatagramStatus.OtherCluster);
        Assert.Equal(2, _log.Lines.Count);
        _now += TimeSpan.FromSeconds(1);
        Drop(Stranger, DatagramStatus.NotAFrame);
        Assert.Equal(
            "127.0.0.1:9 sent 3 bytes to the heartbeat group that are not for it (NotAFrame): ignored "
            + "(and 59999 more like it)",
            _log.Lines[^1].Text);
    }

    [Fact]
    public void Heartbeats_ThatCannotBeSentForWhateverReason_AreSaidOnceAndTheirEnd()
    {
        _heartbeats.Sent(SendResult.Sent);
        for (int period = 0; period < 100; period++)
            _heartbeats.Sent(SendResult.Failed($"Reason {period}"));
        _heartbeats.Sent(SendResult.Sent);
        Assert.Equal([42, 43], _log.Lines.Select(line => line.Id));
    }

    [Fact]
    public void Reply_ThatCannotBeSent_IsNotSaidToBeSentAndIsSaidOnce()
    {
        RequestJob job = Request();
        for (int request = 0; request < 100; request++)
        {
            _requests.Decided(job, Decision.Again, View());
            _requests.Sent(job, Refused);
            job.IsReply = request % 2 == 0;
        }

        Assert.Equal([26], _log.Lines.Select(line => line.Id));
        _requests.Sent(job, SendResult.Sent);
        Assert.Equal(
            ["replies can be sent again", "request \"\" from 127.0.0.1:9: answered before, so the same answer again"],
            _log.Lines.Skip(1).Select(line => line.Text));
    }

    [Fact]
    public void Requests_ThatAreTurnedAway_AreSaidOnceASecondForEachReason()
    {
        RequestJob job = Request();
        for (int request = 0; request < 738_466; request++)
            _requests.Decided(job, request % 2 == 0 ? Decision.Late : Decision.Full, View());
        Assert.Equal(2, _log.Lines.Count);
    }

    [Fact]
    public void Handler_ThatFailsOnEachRequest_IsSaidOnceASecond()
    {
        RequestJob job = Request();
        for (int request = 0; request < 1000; request++)
            _requests.HandlerFailed(job, new IOException("full"));
        Assert.Equal([23], _log.Lines.Select(line => line.Id));
    }

    [Fact]
    public void Requests_ForgottenEarly_AreSaidOnce()
    {
        for (int request = 0; request < 1000; request++)
            _requests.ForgotEarly(TimeSpan.FromMilliseconds(100));
        Assert.StartsWith("so many come that requests are remembered for 0.1 s only", Assert.Single(Warnings));
    }

    [Fact]
    public void Request_AtTheLevelOfInformation_IsNotSaidAndAllocatesNothing()
    {
        var log = new RecordedLog(LogLevel.Information);
        var requests = new RequestListener(log, _meters, () => _now);
        RequestJob job = Request();
        MembershipView view = View();
        requests.Decided(job, Decision.Others, view);
        requests.Sent(job, SendResult.Sent);

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int request = 0; request < 1000; request++)
        {
            requests.Decided(job, Decision.Others, view);
            requests.Decided(job, Decision.Again, view);
            requests.Decided(job, Decision.Mine, view);
            requests.Sent(job, SendResult.Sent);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Empty(log.Lines);
    }

    [Fact]
    public void Network_ThatFailsInOtherWords_IsSaidOnce()
    {
        var network = new NetworkListener(_log);
        for (int card = 0; card < 42; card++)
            network.Fails(Lane.Requests, new NetworkException($"This machine has: lo, d{card}."));
        Assert.Single(_log.Lines);
        network.Fails(Lane.Requests, new NetworkException("Port 1 is held.", new Win32Exception(98)));
        network.Fails(Lane.Requests, new NetworkException("Port 1 is held!", new Win32Exception(98)));
        Assert.Equal(2, _log.Lines.Count);
    }

    public void Dispose() => _meters.Dispose();

    private static MembershipView View() => new(new MembershipOptions(), new byte[256])
    {
        Id = 2,
        Role = ServerRole.Understudy,
        LeadId = 1,
        ValidUntil = TimeSpan.MaxValue,
    };

    private static RequestJob Request()
    {
        var job = new RequestJob(maxDatagramBytes: 100);
        job.Client.CopyFrom(Stranger);
        return job.Received(0, TimeSpan.Zero);
    }

    private void HearRival(TimeSpan now)
        => _heartbeats.Heard([], Stranger, new Heard.Rival(7, ComesFirst: true, StaysInTheEnd: true), 2, now);

    private void Drop(Peer sender, DatagramStatus reason) => _heartbeats.Dropped([1, 2, 3], sender, reason, _now);

    private void Role(ServerRole from, ServerRole to, int? lead)
        => _heartbeats.RoleChanged(new RoleChange { From = from, To = to, LeadId = lead });

    private void Lose(int id)
    {
        MemberState[] states =
        [
            MemberState.Active, MemberState.AwaitingConfirmation, MemberState.Unresponsive, MemberState.Disconnected,
        ];
        for (int step = 1; step < states.Length; step++)
            Change(id, states[step - 1], states[step], MemberChangeReason.HeartbeatMissed);
    }

    private void Change(int id, MemberState from, MemberState to, MemberChangeReason reason)
        => _heartbeats.MemberChanged(new MemberChange { Id = id, From = from, To = to, Reason = reason });
}
