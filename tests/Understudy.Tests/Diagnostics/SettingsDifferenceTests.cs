using System.Net;
using Understudy.Diagnostics;
using Understudy.Protocol;

namespace Understudy.Tests.Diagnostics;

/// <summary>What a server says of another that was given other settings.</summary>
public sealed class SettingsDifferenceTests
{
    private static readonly SharedSettings Ours = SharedSettings.Of(new MembershipOptions(), new NetworkOptions());

    [Fact]
    public void Difference_OfEverySetting_HasItsNameAndBothValues()
        => Assert.Equal(
            "MembershipOptions.Period 10s, here 1s; MembershipOptions.MaxServers 5, here 255; "
                + "MembershipOptions.Countdown 9, here 4; MembershipOptions.ActiveFrom 8, here 3; "
                + "MembershipOptions.EligibleFrom 7, here 2; NetworkOptions.MaxDatagramBytes 1400, here 1200",
            SettingsDifference.Of(new SharedSettings(10_000, 5, 9, 8, 7, 1400), Ours));

    [Fact]
    public void Server_OfOtherSettings_IsSaidOnce()
    {
        var log = new RecordedLog();
        using var meters = new ServerMeters(1, () => 0, factory: null);
        var listener = new HeartbeatListener(
            new UnderstudyServerOptions { Id = 2 }, log, meters, () => TimeSpan.Zero)
        {
            OnMemberChanged = _ => { },
            OnRoleChanged = _ => { },
        };
        var sender = new Peer(new IPEndPoint(IPAddress.Loopback, 9));
        for (int heartbeat = 0; heartbeat < 5; heartbeat++)
        {
            listener.SettingsDiffer(
                3, sender, Ours with { Countdown = 9 }, Ours, TimeSpan.FromSeconds(heartbeat * 10));
        }

        Assert.Equal(
            "server 3 at 127.0.0.1:9 has other settings, so it and this server may not agree who answers: "
                + "MembershipOptions.Countdown 9, here 4",
            Assert.Single(log.Lines).Text);
    }
}
