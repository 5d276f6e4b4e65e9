using System.Net;
using System.Net.Sockets;
using Understudy.SystemTests.Network;
using Understudy.SystemTests.Processes;

namespace Understudy.SystemTests.Hosts;

/// <summary>A switch that snoops must hear of both groups again and again, even while nobody asks.</summary>
public sealed class IgmpRefreshTests : IAsyncDisposable
{
    /// <summary>Where IGMPv3 reports are sent to (RFC 3376).</summary>
    private static readonly IPAddress Reports = IPAddress.Parse("224.0.0.22");

    private readonly TestGroups _groups = TestGroups.Next();
    private Lan? _lan;
    private ProgramProcess? _server;

    [Fact]
    public async Task IdleServer_EveryInterval_ReportsBothGroups()
    {
        NetworkNamespace.SkipWhereNoneCanBeMade();
        _lan = new Lan(hosts: 2);
        using Socket listener = _lan.Host(2).Run(ListenForReports);
        _server = ProgramProcess.Start(
            $"serve --id 1 --interface eth0 --heartbeat 100ms --igmp-refresh 1s {_groups.ServerOptions}", _lan.Host(1));
        await _server.Output.WaitForAsync("READY");

        // The kernel repeats the first report by itself, within the second after the join.
        var reported =
            new Dictionary<IPAddress, int> { [_groups.Requests.Address] = 0, [_groups.Heartbeats.Address] = 0 };
        using var deadline = new CancellationTokenSource(ProgramProcess.Deadline);
        byte[] packet = new byte[2048];
        while (reported.Values.Min() < 6)
        {
            int length = await listener.ReceiveAsync(packet, SocketFlags.None, deadline.Token);
            foreach (IPAddress group in reported.Keys.ToArray())
            {
                if (packet.AsSpan(0, length).IndexOf(group.GetAddressBytes()) >= 0)
                    reported[group]++;
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
            await _server.DisposeAsync();
        _lan?.Dispose();
    }

    private static Socket ListenForReports()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Raw, (ProtocolType)2);
        socket.Bind(new IPEndPoint(Reports, 0));
        socket.SetSocketOption(
            SocketOptionLevel.IP,
            SocketOptionName.AddMembership,
            new MulticastOption(Reports, IPAddress.Parse("10.77.0.2")));
        return socket;
    }
}
